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

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV1111", Check::Spec(check));

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
                at!("environments", name, "name"),
                format!("every pull request's app is `{app}`"),
            )
            .label("no `{pr}`")
            .help(format!("write `name = \"{app}-{{pr}}\"`"));
    }
}
