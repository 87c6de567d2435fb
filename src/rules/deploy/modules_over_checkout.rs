//! The folder of the Terraform modules is not a clone.
//!
//! ## Why
//! `make terraform-modules` replaces the folder with a clone of the modules' repository. It refuses to remove a folder
//! that has no `.git` folder, such as one committed with the service, or a submodule. Every deployment would fail.
//!
//! ## Fails
//! ```text terraform/stacks/main.tf
//! terraform {}
//! ```
//!
//! ```text terraform/vendor/submodule/.git
//! gitdir: ../../../.git/modules/submodule
//! ```
//!
//! ```text terraform/vendor/modules/.git/HEAD
//! ref: refs/heads/stable
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! directory = "terraform"
//! modules = { repository = "https://github.com/acme/modules.git", ref = "stable", directory = "stacks" }
//!
//! [environments.staging]
//! on = "push"
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! directory = "terraform"
//! modules = { repository = "https://github.com/acme/modules.git", ref = "stable", directory = "vendor/submodule" }
//!
//! [environments.staging]
//! on = "push"
//! ```
//!
//! ## Passes
//! ```text terraform/vendor/modules/.git/HEAD
//! ref: refs/heads/stable
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! directory = "terraform"
//! modules = { repository = "https://github.com/acme/modules.git", ref = "stable", directory = "vendor/modules" }
//!
//! [environments.staging]
//! on = "push"
//! ```

use crate::{
    rules::prelude::*,
    spec::{
        deploy::DEFAULT_DIRECTORY,
        outputs::{find_path_error, normalize_path},
    },
};

pub const RULE: Rule = Rule::error("TV1216", Check::Repository(check));

fn check(spec: &Spec, repository: &dyn Repository, findings: &mut Findings) {
    let deploy = &spec.deploy;
    let Some(directory) = deploy.modules.directory.as_deref() else {
        return;
    };
    let terraform = deploy.directory.as_deref().unwrap_or(DEFAULT_DIRECTORY);
    let folder = normalize_path(&format!("{terraform}/{directory}"));
    let Some(folder) = folder.filter(|_| find_path_error(directory).is_none()) else {
        return;
    };
    if normalize_path(directory).is_none_or(|path| path.is_empty()) {
        return;
    }
    let git = format!("{folder}/.git");
    let is_clone = repository.has(&git) && repository.text(&git).is_none();
    let names = repository.names(&folder);
    let content = match names.first() {
        Some(name) => format!("{folder}/{name}"),
        None if repository.has(&folder) => folder.clone(),
        None => return,
    };
    if !is_clone {
        findings
            .report(
                place!("deploy", "modules", "directory"),
                format!("`{content}` was not fetched by `make terraform-modules`"),
            )
            .label("not a clone of the modules")
            .help(
                "use a separate folder, as in `directory = \"vendor/modules\"`, or remove this one",
            );
    }
}
