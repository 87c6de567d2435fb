//! The lockfile of the package manager does not exist.
//!
//! ## Why
//! The lockfile records the exact version of each package that was tested. The Dockerfile copies it and installs these
//! versions; without it the build fails.
//!
//! ## Fails
//! ```text package.json
//! { "dependencies": { "esbuild": "^0.25.0" } }
//! ```
//!
//! ```text package-lock.json
//! { "lockfileVersion": 3 }
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
//! { "dependencies": { "esbuild": "^0.25.0" } }
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

use crate::{catalogue::javascript::managers, repository::package_json, rules::prelude::*};

pub const RULE: Rule = Rule::error("TV0503", Check::Repository(check));

fn check(spec: &Spec, repository: &dyn Repository, findings: &mut Findings) {
    let javascript = &spec.javascript;
    let Some(manager) = javascript.manager else {
        return;
    };
    let folder = javascript.folder();
    let has = |file: &str| repository.has(&format!("{folder}{file}"));
    let lockfiles = &manager.catalogue_entry().lockfiles;
    let mut listed = javascript.files.iter().flatten();
    let is_elsewhere = listed.any(|file| {
        let name = file.rsplit('/').next().unwrap_or(file);
        lockfiles.iter().any(|lockfile| lockfile == name) && repository.has(file)
    });
    if !has(package_json::FILE) || is_elsewhere || lockfiles.iter().any(|lockfile| has(lockfile)) {
        return;
    }
    let name = manager.name();
    let lockfile = lockfiles.first().map_or("", String::as_str);
    let other = managers()
        .iter()
        .find(|other| other.lockfiles.iter().any(|lockfile| has(lockfile)));
    let instruction = format!(
        "run `{}` and commit `{folder}{lockfile}`",
        manager.install_command()
    );
    let help = match other {
        Some(other) => format!(
            "write `manager = \"{}\"` to use the existing lockfile, or {instruction}",
            other.name
        ),
        None => instruction,
    };
    findings
        .report(
            place!("javascript", "manager"),
            format!("`{name}` requires `{folder}{lockfile}` next to `{folder}package.json`"),
        )
        .label("no lockfile")
        .help(help);
}
