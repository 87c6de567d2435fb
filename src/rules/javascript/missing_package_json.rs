//! The repository has no `package.json`.
//!
//! ## Why
//! The package manager installs the packages of `package.json`. The Dockerfile copies it before the rest of the source;
//! without it the build fails.
//!
//! ## Fails
//! ```text Gemfile
//! gem "rails"
//! ```
//!
//! ```text Gemfile.lock
//! GEM
//!   specs:
//!     rails (8.0.3)
//! ```
//!
//! ```toml
//! [javascript]
//! manager = "yarn"
//! version = "1.22.22"
//!
//! [stages.builder]
//! packages = ["npm"]
//! ```
//!
//! ## Passes
//! ```text package.json
//! { "dependencies": {} }
//! ```
//!
//! ```text yarn.lock
//! # yarn lockfile v1
//! ```
//!
//! ```toml
//! [javascript]
//! manager = "yarn"
//! version = "1.22.22"
//!
//! [stages.builder]
//! packages = ["npm"]
//! ```

use crate::{
    repository::{gemfile, package_json},
    rules::prelude::*,
};

pub const RULE: Rule = Rule::error("TV0508", Check::Repository(check));

fn check(spec: &Spec, repository: &dyn Repository, findings: &mut Findings) {
    let javascript = &spec.javascript;
    let path = format!("{}{}", javascript.folder(), package_json::FILE);
    // Without a Gemfile, the folder is not a service yet.
    let has_app = repository.has(gemfile::FILE);
    if javascript.manager.is_none() || !has_app || repository.has(&path) {
        return;
    }
    findings
        .report(
            place!("javascript", "manager"),
            format!("`{path}` does not exist in the folder of the spec"),
        )
        .label("no packages to install")
        .help("remove `[javascript]`, or write the path of `package.json` in `files`");
}
