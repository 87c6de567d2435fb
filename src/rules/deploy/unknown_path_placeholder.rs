//! A path of Terraform's has a placeholder that stands for nothing.
//!
//! ## Why
//! `{environment}` is the name of the environment's table, `{name}` the app's name with the number of the pull request
//! in it. What is neither is not filled in: all environments would read one file of that very name.
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
        tags::{Template, fault::Fault},
    },
};

pub const RULE: Rule = Rule::error("TV1204", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (at, text) in paths(spec) {
        let (_, faults) = Template::read(text, PLACEHOLDERS);
        for fault in faults {
            let help = match &fault {
                Fault::Unknown(name) if name == "pr" => {
                    "write `{name}`, which has the pull request's number in it".to_owned()
                }
                Fault::Unknown(name) if name.starts_with("env") => {
                    "did you mean `{environment}`?".to_owned()
                }
                Fault::Unknown(_) | Fault::Unclosed(_) | Fault::Unopened => {
                    fault.help(PLACEHOLDERS)
                }
            };
            findings
                .report(at.clone(), fault.message(text))
                .label(fault.label())
                .help(help);
        }
    }
}

/// The paths that can have placeholders, with their places.
fn paths(spec: &Spec) -> Vec<(Place, &str)> {
    let var_file = spec.deploy.var_file.iter();
    let mut paths: Vec<(Place, &str)> = var_file
        .map(|path| (at!("deploy", "var_file"), path.as_str()))
        .collect();
    let backend = spec.deploy.backend.iter().flatten();
    paths.extend(backend.map(|(key, value)| (at!("deploy", "backend", key), value.as_str())));
    for (name, environment) in &spec.environments {
        let backend = environment.backend.iter();
        paths.extend(
            backend.map(|(key, value)| (at!("environments", name, "backend", key), value.as_str())),
        );
    }
    paths
}
