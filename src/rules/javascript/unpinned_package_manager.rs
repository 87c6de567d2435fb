//! The version of the package manager is left open.
//!
//! ## Why
//! Two builds of one commit install with whatever version there is that day. A new major version reads the lockfile in
//! another way, or not at all, and the build breaks though nothing was changed.
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
    spec::{javascript::Manager, stages::Kind},
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
            at!("javascript", "version"),
            format!("`{}` is of whatever version there is", manager.name()),
        )
        .label("no `version`")
        .help(format!(
            "name the version that you use, as in `version = \"{example}\"`"
        ));
}

/// Whether the builder takes a version from elsewhere: a package that is held at one, or a command that installs one, as
/// corepack does with that of `packageManager`.
fn is_pinned_otherwise(spec: &Spec, manager: Manager) -> bool {
    let builder = spec.stage_of_kind(Kind::Builder).unwrap_or_default();
    let command = &manager.facts().package;
    let packages = spec.packages_of(&builder);
    let is_held = packages.iter().any(|package| {
        let constraint = package.constraint().unwrap_or_default();
        package.name() == Some(command.as_str())
            && constraint.contains(['=', '~'])
            && !constraint.contains(['<', '>'])
    });
    let installs = |command_line: &str| {
        let mut words = command_line.split([' ', '"', '\'', '/']);
        words.any(|word| word == "corepack" || word.starts_with(&format!("{command}@")))
    };
    is_held || spec.commands_of(&builder).into_iter().any(installs)
}
