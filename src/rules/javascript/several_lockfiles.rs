//! There are lockfiles of several package managers.
//!
//! ## Why
//! Each manager reads its own and leaves the others as they are. Whoever updates a package with the one, and builds with
//! the other, ships something else than what was tested.
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
    let mut there: Vec<String> = managers()
        .iter()
        .flat_map(|manager| &manager.lockfiles)
        .map(|lockfile| format!("{folder}{lockfile}"))
        .filter(|lockfile| repository.has(lockfile))
        .collect();
    there.dedup();
    let [first, others @ ..] = there.as_slice() else {
        return;
    };
    if others.is_empty() {
        return;
    }
    let name = manager.name();
    let own = manager.facts().lockfiles.iter();
    let own = own.map(|lockfile| format!("{folder}{lockfile}"));
    let kept = own.rev().find(|lockfile| there.contains(lockfile));
    let gone: Vec<String> = there
        .iter()
        .filter(|lockfile| Some(*lockfile) != kept.as_ref())
        .map(|lockfile| format!("`{lockfile}`"))
        .collect();
    let help = match &kept {
        Some(kept) => format!("delete {}: `{name}` reads `{kept}`", gone.join(" and ")),
        None => format!(
            "delete {}, and run `{}`",
            gone.join(" and "),
            manager.install()
        ),
    };
    let others: Vec<String> = others.iter().map(|other| format!("`{other}`")).collect();
    findings
        .report(
            at!("javascript", "manager"),
            format!("beside `{first}` there is {}", others.join(" and ")),
        )
        .label("which one counts?")
        .help(help);
}
