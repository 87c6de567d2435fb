//! All review apps would be one app.
//!
//! ## Why
//! The name is what Terraform creates the app by. With one name for all pull requests each deployment replaces the app
//! of another, and closing one pull request destroys what all others look at.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.review]
//! on = "pull_request"
//! name = "review-app"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.review]
//! on = "pull_request"
//! name = "review-app-{pr}"
//! ```

use crate::{
    at,
    finding::Severity,
    rules::{Check, Findings, Rule},
    spec::Spec,
};

/// Looks at `environments.NAME.name`.
pub const RULE: Rule = Rule {
    code: "TV1111",
    severity: Severity::Error,
    check: Check::Spec(check),
};

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, environment) in &spec.environments {
        let Some(app) = environment
            .name
            .as_ref()
            .filter(|app| environment.is_one_for_all(app))
        else {
            continue;
        };
        findings
            .report(
                &RULE,
                at!("environments", name, "name"),
                format!("every pull request's app is `{app}`"),
            )
            .label("no `{pr}`")
            .help(format!("write `name = \"{app}-{{pr}}\"`"));
    }
}
