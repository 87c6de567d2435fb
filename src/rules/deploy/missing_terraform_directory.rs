//! Terraform's directory does not exist.
//!
//! ## Why
//! Every deployment, and every `make terraform-…`, runs Terraform in this directory. If it is missing, the first
//! deployment fails, after the image has been built, scanned and pushed.
//!
//! ## Fails
//! ```text Gemfile
//! source "https://rubygems.org"
//! ```
//!
//! ```text Gemfile.lock
//! GEM
//!   specs:
//! ```
//!
//! ```text terraform/app/main.tf
//! terraform {}
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! ```
//!
//! ## Passes
//! ```text terraform/app/main.tf
//! terraform {}
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! directory = "terraform/app"
//!
//! [environments.staging]
//! on = "push"
//! ```

use crate::{rules::prelude::*, source::path::folder, spec::deploy::DEFAULT_DIRECTORY};

pub const RULE: Rule = Rule::warning("TV1213", Check::Repository(check));

fn check(spec: &Spec, repository: &dyn Repository, findings: &mut Findings) {
    let Some(deploy) = spec.deploy.as_option() else {
        return;
    };
    let directory = deploy.directory.as_deref().unwrap_or(DEFAULT_DIRECTORY);
    if directory.is_empty() || repository.has(directory) {
        return;
    }
    let parent = folder(directory.trim_end_matches('/'));
    let siblings = repository.names(parent);
    let last = directory
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or(directory);
    let near = match siblings.as_slice() {
        [only] => Some(only.as_str()),
        _ => find_nearest(last, siblings.iter().map(String::as_str)),
    };
    let help = near.map_or_else(
        || {
            "write the folder of your Terraform configuration, as in `directory = \"terraform/app\"`"
                .to_owned()
        },
        |near| did_you_mean(&format!("directory = \"{parent}{near}\"")),
    );
    findings
        .report(
            place!("deploy", "directory"),
            format!("the folder `{directory}` does not exist"),
        )
        .label("no such folder")
        .help(help);
}
