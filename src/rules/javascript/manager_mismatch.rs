//! The repository is made for another package manager.
//!
//! ## Why
//! What `packageManager` names is what developers install with, and the managers refuse to stand in for one another. What
//! was resolved by one is not what the other installs.
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
    catalogue::{javascript::managers, numbers},
    repository::{Said, package_json},
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
    let said = package_json
        .as_deref()
        .and_then(package_json::package_manager);
    match said {
        Some(said) => named(javascript, manager, &said, findings),
        None => locked(javascript, manager, repository, findings),
    }
}

/// Holds what `packageManager` says against the spec.
fn named(javascript: &Javascript, manager: Manager, said: &Said, findings: &mut Findings) {
    let (name, version) = said.text.split_once('@').unwrap_or((&said.text, ""));
    let version = version.split('+').next().unwrap_or_default();
    let at = at!("javascript", "manager");
    let meant = match (name, numbers(version).first()) {
        ("yarn", None) => manager.name(),
        ("yarn", Some(1)) => Manager::Yarn.name(),
        ("yarn", Some(_)) => Manager::YarnBerry.name(),
        (other, _) => other,
    };
    let is_yarn = matches!(manager, Manager::Yarn | Manager::YarnBerry);
    if meant != manager.name() && !(meant == "yarn" && is_yarn && version.is_empty()) {
        let known = managers().iter().any(|known| known.name == meant);
        let help = if known {
            format!("write `manager = \"{meant}\"`, or change `{}`", said.file)
        } else {
            format!("write `{}` in `{}`", manager.name(), said.file)
        };
        findings
            .report(
                at,
                format!(
                    "`{}` installs packages, but {}",
                    manager.name(),
                    said.phrase()
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
                at!("javascript", "version"),
                format!("`{name}` is `{ours}` here, but {}", said.phrase()),
            )
            .label("another version")
            .help(format!(
                "write `version = \"{version}\"`, or change `{}`",
                said.file
            ));
    }
}

/// Holds the form of the lockfile against the manager.
fn locked(
    javascript: &Javascript,
    manager: Manager,
    repository: &dyn Repository,
    findings: &mut Findings,
) {
    let facts = manager.facts();
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
            let what = format!("`{path}` line {} is of `{}`", line + 1, other.name);
            findings
                .report(
                    at!("javascript", "manager"),
                    format!("`{}` installs packages, but {what}", manager.name()),
                )
                .label("another package manager")
                .help(format!(
                    "write `manager = \"{}\"`, or run `{}`",
                    other.name,
                    manager.install()
                ));
        }
    }
}
