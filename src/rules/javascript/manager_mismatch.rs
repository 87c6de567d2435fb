//! The repository uses a different package manager from the spec.
//!
//! ## Why
//! Developers install packages with the manager in `packageManager`, and other managers refuse to run in its place. A
//! manager does not install the versions that a different manager has resolved.
//!
//! ## Fails
//! ```text package.json
//! {
//!   "packageManager": "pnpm@10.4.1"
//! }
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
//!
//! ```text package.json
//! {}
//! ```
//!
//! ```text yarn.lock
//! __metadata:
//!   version: 8
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
//! {
//!   "packageManager": "yarn@1.22.22"
//! }
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
    catalogue::{javascript::managers, version_numbers},
    repository::{Claim, package_json},
    rules::prelude::*,
    spec::{
        javascript::{Javascript, Manager},
        version::is_exact,
    },
};

pub const RULE: Rule = Rule::warning("TV0505", Check::Repository(check));

fn check(spec: &Spec, repository: &dyn Repository, findings: &mut Findings) {
    let javascript = &spec.javascript;
    let Some(manager) = javascript.manager else {
        return;
    };
    let package_json = repository.text(&format!("{}{}", javascript.folder(), package_json::FILE));
    let declared = package_json
        .as_deref()
        .and_then(package_json::package_manager);
    match declared {
        Some(declared) => compare_declared(javascript, manager, &declared, findings),
        None => compare_lockfile(javascript, manager, repository, findings),
    }
}

/// Compares the field `packageManager` with the spec.
fn compare_declared(
    javascript: &Javascript,
    manager: Manager,
    declared: &Claim,
    findings: &mut Findings,
) {
    let (name, version) = declared
        .text
        .split_once('@')
        .unwrap_or((&declared.text, ""));
    let version = version.split('+').next().unwrap_or_default();
    let place = place!("javascript", "manager");
    let declared_name = match (name, version_numbers(version).first()) {
        ("yarn", None) => manager.name(),
        ("yarn", Some(1)) => Manager::Yarn.name(),
        ("yarn", Some(_)) => Manager::YarnBerry.name(),
        (other, _) => other,
    };
    let is_yarn = matches!(manager, Manager::Yarn | Manager::YarnBerry);
    if declared_name != manager.name()
        && !(declared_name == "yarn" && is_yarn && version.is_empty())
    {
        let known = managers().iter().any(|known| known.name == declared_name);
        let help = if known {
            format!(
                "write `manager = \"{declared_name}\"`, or change `{}`",
                declared.file
            )
        } else {
            format!(
                "write `\"packageManager\": \"{}@…\"` in `{}`",
                manager.catalogue_entry().package,
                declared.file
            )
        };
        findings
            .report(
                place,
                format!(
                    "the spec uses `{}`, but {}",
                    manager.name(),
                    declared.describe()
                ),
            )
            .label("another package manager")
            .help(help);
    } else if let Some(ours) = javascript.version.as_deref().filter(|ours| is_exact(ours))
        && is_exact(version)
        && ours != version
    {
        findings
            .report(
                place!("javascript", "version"),
                format!(
                    "the spec uses `{name}` `{ours}`, but {}",
                    declared.describe()
                ),
            )
            .label("different version")
            .help(format!(
                "write `version = \"{version}\"`, or change `{}`",
                declared.file
            ));
    }
}

/// Reports a lockfile in the format of another manager whose lockfile has the same name.
fn compare_lockfile(
    javascript: &Javascript,
    manager: Manager,
    repository: &dyn Repository,
    findings: &mut Findings,
) {
    let facts = manager.catalogue_entry();
    let mut others = managers().iter().filter(|other| other.name != facts.name);
    let Some(other) = others.find(|other| other.lockfiles == facts.lockfiles) else {
        return;
    };
    for lockfile in &facts.lockfiles {
        let path = format!("{}{lockfile}", javascript.folder());
        let Some(text) = repository.text(&path) else {
            continue;
        };
        let line_of = |marker: &Option<String>| {
            let marker = marker.as_deref()?;
            text.lines().position(|line| line.trim_end() == marker)
        };
        if let (None, Some(line)) = (line_of(&facts.marker), line_of(&other.marker)) {
            let evidence = format!(
                "`{path}` line {} is in the format of `{}`",
                line + 1,
                other.name
            );
            findings
                .report(
                    place!("javascript", "manager"),
                    format!("the spec uses `{}`, but {evidence}", manager.name()),
                )
                .label("another package manager")
                .help(format!(
                    "write `manager = \"{}\"`, or run `{}` and commit `{path}`",
                    other.name,
                    manager.install_command()
                ));
        }
    }
}
