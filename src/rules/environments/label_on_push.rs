//! `label` or `bots` is set for an environment that no pull request deploys.
//!
//! ## Why
//! `label` and `bots` select the pull requests to deploy. Pushes and manual deployments ignore these keys, so nothing
//! is held back.
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
        let trigger = match environment.on {
            Some(On::Push) => "by pushes",
            Some(On::Manual) => "manually",
            Some(On::PullRequest) | None => continue,
        };
        let keys = [
            ("label", environment.label.is_some()),
            ("bots", environment.bots.is_some()),
        ];
        for (key, _) in keys.into_iter().filter(|(_, is_set)| *is_set) {
            findings
                .report_key(
                    place!("environments", name, key),
                    format!("`{key}` has no effect: `{name}` is deployed {trigger}"),
                )
                .label("only for pull requests")
                .help(format!("remove `{key}`, or write `on = \"pull_request\"`"));
        }
    }
}
