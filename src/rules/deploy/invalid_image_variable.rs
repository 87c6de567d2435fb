//! The name of the image variable is invalid or reserved.
//!
//! ## Why
//! The image is passed to Terraform in the environment variable `TF_VAR_` followed by this name. Terraform, the shell
//! and make all accept lower-case letters, digits and `_`, but no digit at the start. `environment` is reserved: tvgen
//! sets it to the app's name.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! image_variable = "docker-image"
//!
//! [environments.staging]
//! on = "push"
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! image_variable = "environment"
//!
//! [environments.staging]
//! on = "push"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! image_variable = "app_docker_image"
//!
//! [environments.staging]
//! on = "push"
//! ```

use crate::{
    rules::prelude::*,
    spec::deploy::{DEFAULT_IMAGE_VARIABLE, is_terraform_name, suggest_terraform_name},
};

pub const RULE: Rule = Rule::error("TV1206", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(variable) = &spec.deploy.image_variable else {
        return;
    };
    let is_reserved = variable == "environment";
    if is_terraform_name(variable) && !is_reserved {
        return;
    }
    let (label, name) = if is_reserved {
        (
            "tvgen sets it to the app's name",
            DEFAULT_IMAGE_VARIABLE.to_owned(),
        )
    } else {
        (
            "use a-z, 0-9 and `_`, not starting with a digit",
            suggest_terraform_name(variable, DEFAULT_IMAGE_VARIABLE),
        )
    };
    findings
        .report(
            place!("deploy", "image_variable"),
            format!("`{variable}` cannot be the image variable"),
        )
        .label(label)
        .help(format!(
            "write `image_variable = \"{name}\"`, and rename the variable in Terraform"
        ));
}
