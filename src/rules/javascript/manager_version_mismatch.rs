//! The Yarn version does not match the manager.
//!
//! ## Why
//! Yarn 1 and Berry (Yarn 2 and later) share little but the name: the flag for a frozen install, the format of
//! `yarn.lock` and the location of the cache are different. The commands of one fail with the other.
//!
//! ## Fails
//! ```toml
//! [javascript]
//! manager = "yarn"
//! version = "4.9.2"
//!
//! [stages.builder]
//! packages = ["nodejs", "npm"]
//! ```
//!
//! ```toml
//! [javascript]
//! manager = "yarn-berry"
//! version = "1.22.22"
//!
//! [stages.builder]
//! packages = ["nodejs", "npm"]
//! ```
//!
//! ## Passes
//! ```toml
//! [javascript]
//! manager = "yarn-berry"
//! version = "4.9.2"
//!
//! [stages.builder]
//! packages = ["nodejs", "npm"]
//! ```

use crate::{
    catalogue::version_numbers,
    rules::prelude::*,
    spec::{javascript::Manager, version::is_exact},
};

pub const RULE: Rule = Rule::error("TV0502", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let javascript = &spec.javascript;
    let (Some(manager), Some(version)) = (javascript.manager, &javascript.version) else {
        return;
    };
    if !is_exact(version) {
        return;
    }
    let is_classic = version_numbers(version).first() == Some(&1);
    let (name, other) = match manager {
        Manager::Yarn if !is_classic => ("yarn", "yarn-berry"),
        Manager::YarnBerry if is_classic => ("yarn-berry", "yarn"),
        Manager::Yarn | Manager::YarnBerry | Manager::Npm | Manager::Pnpm => return,
    };
    findings
        .report(
            place!("javascript", "version"),
            format!("`{version}` is not a version of `{name}`"),
        )
        .label(format!("a version of `{other}`"))
        .help(format!("write `manager = \"{other}\"`"));
}
