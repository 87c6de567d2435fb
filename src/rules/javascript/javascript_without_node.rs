//! No stage installs what the package manager needs.
//!
//! ## Why
//! The image of Ruby has no Node.js and no package manager in it. The build would stop where JavaScript is installed, with
//! a command that is not found.
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
    spec::stages::Kind,
};

pub const RULE: Rule = Rule::error("TV0507", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let javascript = &spec.javascript;
    let Some(manager) = javascript.manager else {
        return;
    };
    let Some(builder) = spec.stage_of_kind(Kind::Builder) else {
        return;
    };
    if spec.brings_its_own_node(&builder) {
        return;
    }
    let packages = spec.packages_of(&builder);
    let installs = |name: &str| packages.iter().any(|package| package.name() == Some(name));
    let own = manager.facts().package.as_str();
    // With npm, the version that is named is installed.
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
            at!("javascript", "manager"),
            format!("no package of `{builder}` brings the command that `{name}` needs"),
        )
        .label("not installed")
        .help(format!(
            "add `{}` to `stages.{builder}.packages`",
            missing.join(", ")
        ));
}
