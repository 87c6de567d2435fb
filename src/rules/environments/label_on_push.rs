//! A key for pull requests in an environment that has none.
//!
//! ## Why
//! Only pull requests have labels, and only they are opened by bots. A push is deployed whatever these keys say, so
//! that they hold back nothing.
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

use crate::{
    at,
    finding::Severity,
    rules::{Check, Findings, Rule},
    spec::{Spec, environments::On},
};

/// Looks at `environments.NAME.label` and `bots`.
pub const RULE: Rule = Rule {
    code: "TV1107",
    severity: Severity::Error,
    check: Check::Spec(check),
};

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, environment) in spec
        .environments
        .iter()
        .filter(|(_, environment)| environment.on == Some(On::Push))
    {
        let given = [
            ("label", environment.label.is_some()),
            ("bots", environment.bots.is_some()),
        ];
        for (key, _) in given.into_iter().filter(|(_, given)| *given) {
            findings
                .report_key(
                    &RULE,
                    at!("environments", name, key),
                    format!("a push to `{name}` has no `{key}`"),
                )
                .label("only for pull requests")
                .help(format!(
                    "take `{key}` out, or write `on = \"pull_request\"`"
                ));
        }
    }
}
