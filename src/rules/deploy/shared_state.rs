//! Two environments keep their state in one place.
//!
//! ## Why
//! The state is what Terraform knows of an environment. With one for two, deploying the second turns the first into it:
//! what the first had and the second has not is destroyed.
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
        let Some(state) = state(deploy, name, environment) else {
            continue;
        };
        let app = environment.app_name(name);
        // Two environments that are one app are another rule's.
        if let Some((first, _, _)) = seen
            .iter()
            .find(|(_, other, known)| *other != app && *known == state)
        {
            let says = |name: &&str| {
                spec.environments
                    .get(*name)
                    .is_some_and(|known| !known.backend.is_empty())
            };
            let written = [name.as_str(), first].into_iter().find(says);
            let at = written.map_or(at!("deploy", "backend"), |name| {
                at!("environments", name, "backend")
            });
            if !reported.contains(&at) {
                findings
                    .report(
                        at.clone(),
                        format!("`{first}` and `{name}` keep their state in one place"),
                    )
                    .label("the same state")
                    .help("write `key = \"{name}.tfstate\"` in it");
                reported.push(at);
            }
        }
        seen.push((name, app, state));
    }
}

/// Where the state of `environment` is kept; `None` where that cannot be read.
fn state(
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
