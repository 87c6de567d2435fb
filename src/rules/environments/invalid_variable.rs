//! A variable name is invalid or reserved.
//!
//! ## Why
//! A name consists of lower-case letters, digits and `_`, and does not start with a digit: Terraform gets the variable
//! as `TF_VAR_name`, the Makefile as `NAME`. A name that make, the shell, the generated Makefile or its commands
//! already use would change what they do: a variable `path` would replace the search path of every command, and
//! `needs_confirmation` would disable production's confirmation. The name of a build secret is reserved too.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! variables = { Config-Short = "st" }
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! variables = { path = "/srv" }
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! variables = { needs_confirmation = "no" }
//! ```
//!
//! ```toml
//! [assets]
//! secrets = { master_key = "RAILS_MASTER_KEY" }
//!
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! variables = { rails_master_key = "0000" }
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! variables = { docker_image = "hello" }
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! variables = { config_short = "st" }
//! ```

use crate::{
    rules::prelude::*,
    spec::{
        deploy::{is_terraform_name, suggest_terraform_name},
        environments::is_reserved_variable,
    },
};

pub const RULE: Rule = Rule::error("TV1116", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let image = spec.deploy.image_variable();
    let secrets: Vec<&String> = spec.assets.secrets.values().collect();
    for (name, environment) in &spec.environments {
        for variable in environment.variables.keys() {
            let place = place!("environments", name, "variables", variable);
            let (message, label, help) = if !is_terraform_name(variable) {
                let near = suggest_terraform_name(variable, "config_short");
                (
                    format!("`{variable}` is not a valid variable name"),
                    "use a-z, 0-9 and `_`, not starting with a digit",
                    format!("rename it to `{near}`"),
                )
            } else if variable == image || variable == "environment" {
                let help = format!("remove `{variable}`: Terraform already gets `var.{variable}`");
                (
                    format!("tvgen already sets `TF_VAR_{variable}`"),
                    "set by tvgen",
                    help,
                )
            } else if is_reserved_variable(&variable.to_uppercase())
                || secrets.contains(&&variable.to_uppercase())
            {
                let help = format!("rename it to `app_{variable}`, in Terraform too");
                let upper = variable.to_uppercase();
                let message = format!("`{upper}` is already used in the Makefile or its commands");
                (message, "reserved name", help)
            } else {
                continue;
            };
            findings.report_key(place, message).label(label).help(help);
        }
    }
}
