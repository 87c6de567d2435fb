//! There are lockfiles of several package managers.
//!
//! ## Why
//! Each manager reads its own lockfile and leaves the others unchanged. If a developer updates a package with one of
//! them and the build uses another, the image contains versions that nobody has tested.
//!
//! ## Fails
//! ```text package.json
//! { "dependencies": { "esbuild": "^0.25.0" } }
//! ```
//!
//! ```text yarn.lock
//! # yarn lockfile v1
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

use crate::{catalogue::javascript::managers, rules::prelude::*};

pub const RULE: Rule = Rule::warning("TV0504", Check::Repository(check));

fn check(spec: &Spec, repository: &dyn Repository, findings: &mut Findings) {
    let javascript = &spec.javascript;
    let Some(manager) = javascript.manager else {
        return;
    };
    let folder = javascript.folder();
    let mut existing: Vec<String> = managers()
        .iter()
        .flat_map(|manager| &manager.lockfiles)
        .map(|lockfile| format!("{folder}{lockfile}"))
        .filter(|lockfile| repository.has(lockfile))
        .collect();
    existing.dedup();
    let [first, others @ ..] = existing.as_slice() else {
        return;
    };
    if others.is_empty() {
        return;
    }
    let name = manager.name();
    let own = manager.catalogue_entry().lockfiles.iter();
    let own = own.map(|lockfile| format!("{folder}{lockfile}"));
    let used = own.rev().find(|lockfile| existing.contains(lockfile));
    let superfluous: Vec<String> = existing
        .iter()
        .filter(|lockfile| Some(*lockfile) != used.as_ref())
        .map(|lockfile| format!("`{lockfile}`"))
        .collect();
    let help = match &used {
        Some(used) => format!(
            "delete {}: `{name}` reads `{used}`",
            superfluous.join(" and ")
        ),
        None => format!(
            "delete {}, and run `{}`",
            superfluous.join(" and "),
            manager.install_command()
        ),
    };
    let others: Vec<String> = others.iter().map(|other| format!("`{other}`")).collect();
    findings
        .report(
            place!("javascript", "manager"),
            format!("several lockfiles: `{first}` and {}", others.join(" and ")),
        )
        .label("ambiguous")
        .help(help);
}
