//! The package manager is not pinned to a version.
//!
//! ## Why
//! Two builds of one commit install with whichever version is current that day. A new major version reads the lockfile
//! differently or not at all, and the build breaks although nothing in the repository has changed.
//!
//! ## Fails
//! ```toml
//! [javascript]
//! manager = "npm"
//!
//! [stages.builder]
//! packages = ["nodejs", "npm"]
//! ```
//!
//! ## Passes
//! ```toml
//! [javascript]
//! manager = "npm"
//! version = "11.6.2"
//!
//! [stages.builder]
//! packages = ["nodejs", "npm"]
//! ```
//!
//! ```toml
//! [javascript]
//! manager = "yarn-berry"
//!
//! [stages.builder]
//! packages = ["nodejs", "npm"]
//! run = { before_bundle = ["npm install --global corepack@0.34.6", "corepack enable"] }
//! ```

use crate::{
    rules::prelude::*,
    spec::{javascript::Manager, stages::StageKind},
};

pub const RULE: Rule = Rule::warning("TV0506", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let javascript = &spec.javascript;
    let Some(manager) = javascript.manager else {
        return;
    };
    if javascript.version.is_some() || is_pinned_otherwise(spec, manager) {
        return;
    }
    let example = match manager {
        Manager::Yarn => "1.22.22",
        Manager::YarnBerry => "4.9.2",
        Manager::Npm => "11.19.1",
        Manager::Pnpm => "10.4.1",
    };
    findings
        .report(
            place!("javascript", "version"),
            format!("`{}` is not pinned to a version", manager.name()),
        )
        .label("no `version`")
        .help(format!(
            "write the version that you use, as in `version = \"{example}\"`"
        ));
}

/// Whether the builder pins the version itself: a package has a version constraint, or a command installs a version.
/// corepack installs the version in `packageManager`.
fn is_pinned_otherwise(spec: &Spec, manager: Manager) -> bool {
    let builder = spec.stage_of_kind(StageKind::Builder).unwrap_or_default();
    let command = &manager.catalogue_entry().package;
    let packages = spec.packages_of(&builder);
    let is_pinned_package = packages.iter().any(|package| {
        let constraint = package.constraint().unwrap_or_default();
        package.name() == Some(command.as_str())
            && constraint.contains(['=', '~'])
            && !constraint.contains(['<', '>'])
    });
    let installs = |command_line: &str| {
        let mut words = command_line.split([' ', '"', '\'', '/']);
        words.any(|word| word == "corepack" || word.starts_with(&format!("{command}@")))
    };
    is_pinned_package || spec.commands_of(&builder).into_iter().any(installs)
}
