//! The package manager reads a file that cannot be copied into the image.
//!
//! ## Why
//! The Dockerfile copies what the package manager reads: manifests of a workspace, patches, packages in folders, its own
//! release. A file outside of the folder of the spec is not in the build context. A file that does not exist, or that git
//! ignores, is in no fresh checkout. Either way the build fails.
//!
//! ## Fails
//! ```text package.json
//! { "dependencies": { "widgets": "file:../widgets" } }
//! ```
//!
//! ```text package-lock.json
//! { "lockfileVersion": 3 }
//! ```
//!
//! ```toml
//! [javascript]
//! manager = "npm"
//! version = "11.6.2"
//!
//! [stages.builder]
//! packages = ["npm"]
//! ```
//!
//! ## Passes
//! ```text package.json
//! { "dependencies": { "widgets": "file:vendor/widgets" } }
//! ```
//!
//! ```text vendor/widgets/package.json
//! { "name": "widgets" }
//! ```
//!
//! ```text package-lock.json
//! { "lockfileVersion": 3 }
//! ```
//!
//! ```toml
//! [javascript]
//! manager = "npm"
//! version = "11.6.2"
//!
//! [stages.builder]
//! packages = ["npm"]
//! ```

use crate::{
    repository::install::javascript::find_files,
    rules::{bundle::uncopied_gem_file::report_uncopied, prelude::*},
};

pub const RULE: Rule = Rule::error("TV0509", Check::Repository(check));

fn check(spec: &Spec, repository: &dyn Repository, findings: &mut Findings) {
    let javascript = &spec.javascript;
    if let Some(manager) = javascript.manager {
        let entry = manager.catalogue_entry();
        let found = find_files(repository, entry, &javascript.folder());
        report_uncopied(&found, &place!("javascript", "manager"), findings);
    }
}
