//! A backend key is not valid in Terraform.
//!
//! ## Why
//! Each key is passed as `-backend-config=key=value` on the command line, by the workflow and by make. Terraform's keys
//! consist of lower-case letters, digits and `_`, with no digit at the start; `terraform init` rejects any other key.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! backend = { key = "{name}.tfstate", "container-name" = "states" }
//!
//! [environments.staging]
//! on = "push"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! backend = { key = "{name}.tfstate", container_name = "states" }
//!
//! [environments.staging]
//! on = "push"
//! ```

use crate::{
    rules::prelude::*,
    spec::deploy::{is_terraform_name, suggest_terraform_name},
};

pub const RULE: Rule = Rule::error("TV1207", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let shared = spec.deploy.backend.iter().flatten();
    let shared = shared.map(|(key, _)| (place!("deploy", "backend"), key));
    let own = spec.environments.iter().flat_map(|(name, environment)| {
        environment
            .backend
            .keys()
            .map(move |key| (place!("environments", name, "backend"), key))
    });
    for (place, key) in shared.chain(own).filter(|(_, key)| !is_terraform_name(key)) {
        findings
            .report_key(
                place.key(key),
                format!("`{key}` is not a valid backend key"),
            )
            .label("use a-z, 0-9 and `_`, not starting with a digit")
            .help(format!(
                "rename it to `{}`",
                suggest_terraform_name(key, "key")
            ));
    }
}
