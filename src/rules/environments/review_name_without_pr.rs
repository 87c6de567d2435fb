//! All review apps have the same name.
//!
//! ## Why
//! Terraform creates the app under this name. With one name for all pull requests, each deployment replaces another
//! pull request's app, and closing any pull request destroys the app that all of them share.
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
            .filter(|app| environment.is_shared_by_pull_requests(app))
        else {
            continue;
        };
        findings
            .report(
                place!("environments", name, "name"),
                format!("the apps of all pull requests are named `{app}`"),
            )
            .label("no `{pr}`")
            .help(format!("write `name = \"{app}-{{pr}}\"`"));
    }
}
