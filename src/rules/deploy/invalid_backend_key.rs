//! A key of the backend is not one of Terraform's.
//!
//! ## Why
//! Each key is passed as `-backend-config=key=value`, on the command line of the workflow and of make. Terraform's keys
//! are lower-case letters, digits and `_`; any other name it refuses at `terraform init`.
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
    spec::deploy::{is_name, nearest_name},
};

pub const RULE: Rule = Rule::error("TV1207", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let ours = spec.deploy.backend.iter().flatten();
    let ours = ours.map(|(key, _)| (at!("deploy", "backend"), key));
    let theirs = spec.environments.iter().flat_map(|(name, environment)| {
        environment
            .backend
            .keys()
            .map(move |key| (at!("environments", name, "backend"), key))
    });
    for (at, key) in ours.chain(theirs).filter(|(_, key)| !is_name(key)) {
        findings
            .report_key(at.key(key), format!("Terraform has no backend key `{key}`"))
            .label("not a-z, 0-9 and `_`")
            .help(format!("name it `{}`", nearest_name(key, "key")));
    }
}
