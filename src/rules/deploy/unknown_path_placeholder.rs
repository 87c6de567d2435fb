//! A Terraform path or backend value has an unknown placeholder.
//!
//! ## Why
//! `{environment}` is the name of the environment's table, and `{name}` is the app's name, which contains the pull
//! request number in a review app. Other placeholders are not replaced: all environments would use one file with that
//! literal name.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! var_file = "config/{env}.tfvars.json"
//!
//! [environments.staging]
//! on = "push"
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! backend = { key = "review-{pr}.tfstate" }
//!
//! [environments.staging]
//! on = "push"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! var_file = "config/{environment}.tfvars.json"
//! backend = { key = "{name}.tfstate" }
//!
//! [environments.staging]
//! on = "push"
//! ```

use crate::{
    rules::prelude::*,
    spec::{
        deploy::PLACEHOLDERS,
        tags::{Template, placeholder_error::PlaceholderError},
    },
};

pub const RULE: Rule = Rule::error("TV1204", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (place, text) in path_templates(spec) {
        let (_, errors) = Template::parse_lenient(text, PLACEHOLDERS);
        for error in errors {
            let help = match &error {
                PlaceholderError::Unknown(name) if name == "pr" => {
                    "write `{name}`, which contains the pull request number".to_owned()
                }
                PlaceholderError::Unknown(name) if name.starts_with("env") => {
                    "did you mean `{environment}`?".to_owned()
                }
                PlaceholderError::Unknown(_)
                | PlaceholderError::Unclosed(_)
                | PlaceholderError::Unopened => error.help(PLACEHOLDERS),
            };
            findings
                .report(place.clone(), error.message(text))
                .label(error.label())
                .help(help);
        }
    }
}

/// The paths and backend values that can have placeholders, with their places.
fn path_templates(spec: &Spec) -> Vec<(Place, &str)> {
    let var_file = spec.deploy.var_file.iter();
    let mut paths: Vec<(Place, &str)> = var_file
        .map(|path| (place!("deploy", "var_file"), path.as_str()))
        .collect();
    let backend = spec.deploy.backend.iter().flatten();
    paths.extend(backend.map(|(key, value)| (place!("deploy", "backend", key), value.as_str())));
    for (name, environment) in &spec.environments {
        let backend = environment.backend.iter();
        paths
            .extend(backend.map(|(key, value)| {
                (place!("environments", name, "backend", key), value.as_str())
            }));
    }
    paths
}
