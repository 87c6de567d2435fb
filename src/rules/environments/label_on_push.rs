//! A key for pull requests in an environment that has none.
//!
//! ## Why
//! Only pull requests have labels, and only they are opened by bots. A push is deployed whatever these keys say, and so
//! is what a person chooses: they hold back nothing.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! label = "deploy"
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.sandbox]
//! on = "manual"
//! bots = true
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.review]
//! on = "pull_request"
//! label = "deploy"
//! bots = false
//! ```

use crate::{rules::prelude::*, spec::environments::On};

pub const RULE: Rule = Rule::error("TV1107", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, environment) in &spec.environments {
        let event = match environment.on {
            Some(On::Push) => "a push to",
            Some(On::Manual) => "a deployment by hand to",
            Some(On::PullRequest) | None => continue,
        };
        let given = [
            ("label", environment.label.is_some()),
            ("bots", environment.bots.is_some()),
        ];
        for (key, _) in given.into_iter().filter(|(_, given)| *given) {
            findings
                .report_key(
                    at!("environments", name, key),
                    format!("{event} `{name}` has no `{key}`"),
                )
                .label("only for pull requests")
                .help(format!(
                    "take `{key}` out, or write `on = \"pull_request\"`"
                ));
        }
    }
}
