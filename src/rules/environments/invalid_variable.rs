//! A variable has a name that is refused or taken.
//!
//! ## Why
//! Terraform gets it as `TF_VAR_name`, the Makefile as `NAME`: lower-case letters, digits and `_`. Names that make, the
//! shell, the generated Makefile or the programs that it runs use would change what they do: a variable `path` would replace the
//! search path of every command, and `needs_confirmation` would disable production's confirmation. The name of a build secret
//! is reserved too.
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
        deploy::{is_name, nearest_name},
        environments::is_reserved_variable,
    },
};

pub const RULE: Rule = Rule::error("TV1116", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let image = spec.deploy.image_variable();
    let secrets = spec.assets.secrets.values();
    let secrets: Vec<&String> = secrets.collect();
    for (name, environment) in &spec.environments {
        for variable in environment.variables.keys() {
            let at = at!("environments", name, "variables", variable);
            let (message, label, help) = if !is_name(variable) {
                let near = nearest_name(variable, "config_short");
                (
                    format!("`{variable}` cannot name a variable"),
                    "not a-z, 0-9 and `_`",
                    format!("name it `{near}`"),
                )
            } else if variable == image || variable == "environment" {
                let help = format!("take `{variable}` out, and `var.{variable}` is still there");
                (
                    format!("tvgen sets `TF_VAR_{variable}` by itself"),
                    "set by tvgen",
                    help,
                )
            } else if is_reserved_variable(&variable.to_uppercase())
                || secrets.contains(&&variable.to_uppercase())
            {
                let help = format!("name it `app_{variable}`, in Terraform too");
                let upper = variable.to_uppercase();
                let message = format!("`{upper}` already has a meaning in make");
                (message, "a reserved name", help)
            } else {
                continue;
            };
            findings.report_key(at, message).label(label).help(help);
        }
    }
}
