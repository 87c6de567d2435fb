//! The builder does not install the package manager.
//!
//! ## Why
//! The Ruby image contains neither Node.js nor a package manager. The build would fail where it installs JavaScript
//! packages, because the command is not found.
//!
//! ## Fails
//! ```toml
//! [javascript]
//! manager = "yarn"
//! version = "1.22.22"
//!
//! [stages.builder]
//! packages = ["build-base", "git"]
//! ```
//!
//! ```toml
//! [javascript]
//! manager = "npm"
//! version = "11.6.2"
//!
//! [stages.builder]
//! packages = ["build-base", "nodejs"]
//! ```
//!
//! ## Passes
//! ```toml
//! [javascript]
//! manager = "npm"
//! version = "11.6.2"
//!
//! [stages.builder]
//! packages = ["build-base", "nodejs", "npm"]
//! ```
//!
//! ```toml
//! [javascript]
//! manager = "yarn"
//! version = "1.22.22"
//!
//! [stages.builder]
//! from = "ghcr.io/acme/ruby-and-node:3.4.7"
//! ```

use crate::{
    catalogue::javascript::{managers, node_packages},
    rules::prelude::*,
    spec::stages::StageKind,
};

pub const RULE: Rule = Rule::error("TV0507", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let javascript = &spec.javascript;
    let Some(manager) = javascript.manager else {
        return;
    };
    let Some(builder) = spec.stage_of_kind(StageKind::Builder) else {
        return;
    };
    if spec.has_other_node_source(&builder) {
        return;
    }
    let packages = spec.packages_of(&builder);
    let installs = |name: &str| packages.iter().any(|package| package.name() == Some(name));
    let own = manager.catalogue_entry().package.as_str();
    // If the spec sets a version, npm installs the package manager.
    let by_npm = javascript.version.is_some() && installs("npm");
    if installs(own) || by_npm {
        return;
    }
    let name = manager.name();
    let needed = if javascript.version.is_some() {
        "npm"
    } else {
        own
    };
    let has_node = node_packages().iter().any(|node| installs(node));
    let mut missing = Vec::new();
    if !has_node && !managers().iter().any(|known| installs(&known.package)) {
        missing.push("\"nodejs\"");
    }
    let needed = format!("\"{needed}\"");
    missing.push(&needed);
    findings
        .report(
            place!("javascript", "manager"),
            format!("no package of the stage `{builder}` provides `{name}`"),
        )
        .label("not installed")
        .help(format!(
            "add `{}` to `stages.{builder}.packages`",
            missing.join(", ")
        ));
}
