//! Two environments share one Terraform state.
//!
//! ## Why
//! The state records what Terraform created for an environment. If two environments share a state, deploying the second
//! replaces the first: everything that only the first has is destroyed.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! backend = { key = "app.tfstate" }
//!
//! [environments.staging]
//! on = "push"
//!
//! [environments.qa]
//! on = "push"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! backend = { key = "app.tfstate" }
//!
//! [environments.staging]
//! on = "push"
//!
//! [environments.qa]
//! on = "push"
//! backend = { key = "qa/app.tfstate" }
//! ```

use std::collections::BTreeMap;

use crate::{
    rules::prelude::*,
    spec::{
        deploy::{Deploy, PLACEHOLDERS},
        environments::Environment,
        tags::{Placeholder, Template},
    },
};

pub const RULE: Rule = Rule::error("TV1208", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(deploy) = spec.deploy.as_option() else {
        return;
    };
    let mut seen: Vec<(&str, &str, BTreeMap<String, String>)> = Vec::new();
    let mut reported: Vec<Place> = Vec::new();
    for (name, environment) in spec
        .environments
        .iter()
        .filter(|(_, environment)| environment.on.is_some())
    {
        let Some(state) = resolve_state(deploy, name, environment) else {
            continue;
        };
        let app = environment.app_name(name);
        // `shared-app-name` reports environments with the same app.
        if let Some((first, _, _)) = seen
            .iter()
            .find(|(_, other, known)| *other != app && *known == state)
        {
            let has_backend = |name: &&str| {
                spec.environments
                    .get(*name)
                    .is_some_and(|known| !known.backend.is_empty())
            };
            let own = [name.as_str(), first].into_iter().find(has_backend);
            let place = own.map_or(place!("deploy", "backend"), |name| {
                place!("environments", name, "backend")
            });
            if !reported.contains(&place) {
                findings
                    .report(
                        place.clone(),
                        format!("`{first}` and `{name}` share one Terraform state"),
                    )
                    .label("same state")
                    .help("write `key = \"{name}.tfstate\"` in `backend`");
                reported.push(place);
            }
        }
        seen.push((name, app, state));
    }
}

/// The backend settings of `environment`; `None` if a template is invalid.
fn resolve_state(
    deploy: &Deploy,
    name: &str,
    environment: &Environment,
) -> Option<BTreeMap<String, String>> {
    let backend = deploy
        .backend_of(environment)
        .into_iter()
        .map(|(key, value)| {
            let template = Template::parse(&value, PLACEHOLDERS).ok()?;
            let value = template.fill(|placeholder| match placeholder {
                Placeholder::Environment => name.to_owned(),
                Placeholder::Name => environment.app_name(name).to_owned(),
                other @ (Placeholder::Branch
                | Placeholder::Stage
                | Placeholder::Sha
                | Placeholder::Pr
                | Placeholder::Timestamp) => other.name().to_owned(),
            });
            Some((key, value))
        });
    backend.collect()
}
