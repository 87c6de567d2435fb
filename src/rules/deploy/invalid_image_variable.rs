//! Terraform's variable for the image has a name that is refused or taken.
//!
//! ## Why
//! tvgen sets `TF_VAR_` and this name to the image that was built. Lower-case letters, digits and `_` are what
//! Terraform, the shell and make all take; `environment` is set to the app's name.
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
    spec::deploy::{DEFAULT_IMAGE_VARIABLE, is_name, nearest_name},
};

pub const RULE: Rule = Rule::error("TV1206", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(variable) = &spec.deploy.image_variable else {
        return;
    };
    let taken = variable == "environment";
    if is_name(variable) && !taken {
        return;
    }
    let (label, name) = if taken {
        ("the app's name", DEFAULT_IMAGE_VARIABLE.to_owned())
    } else {
        (
            "not a-z, 0-9 and `_`",
            nearest_name(variable, DEFAULT_IMAGE_VARIABLE),
        )
    };
    findings
        .report(
            at!("deploy", "image_variable"),
            format!("`{variable}` cannot name the image's variable"),
        )
        .label(label)
        .help(format!(
            "write `image_variable = \"{name}\"`, and name it so in Terraform"
        ));
}
