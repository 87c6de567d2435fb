//! All review apps share one Terraform state.
//!
//! ## Why
//! Each pull request has its own app and needs its own state: with a shared state, deploying an app destroys the
//! previously deployed app. `{name}` contains the number of the pull request.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! backend = { key = "{environment}.tfstate" }
//!
//! [environments.review]
//! on = "pull_request"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! backend = { key = "{name}.tfstate" }
//!
//! [environments.review]
//! on = "pull_request"
//! ```

use crate::{
    rules::prelude::*,
    spec::{
        deploy::PLACEHOLDERS,
        environments::On,
        tags::{Placeholder, Template},
    },
};

pub const RULE: Rule = Rule::error("TV1209", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(deploy) = spec.deploy.as_option() else {
        return;
    };
    for (name, environment) in &spec.environments {
        let backend = deploy.backend_of(environment);
        let templates: Result<Vec<Template>, _> = backend
            .values()
            .map(|value| Template::parse(value, PLACEHOLDERS))
            .collect();
        let shared = templates.is_ok_and(|all| {
            !all.iter()
                .any(|template| template.contains(Placeholder::Name))
        });
        if environment.on != Some(On::PullRequest) || !shared {
            continue;
        }
        let place = if environment.backend.is_empty() {
            place!("deploy")
        } else {
            place!("environments", name)
        };
        findings
            .report(
                place.key("backend"),
                format!("all apps of `{name}` share one Terraform state"),
            )
            .label("no `{name}`")
            .help("write `key = \"{name}.tfstate\"` in `backend`");
    }
}
