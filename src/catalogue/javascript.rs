//! Package managers of JavaScript: what they read and what brings them.

use std::sync::LazyLock;

use serde::Deserialize;

use super::read;

/// A package manager.
#[derive(Clone, Debug, Deserialize)]
pub struct Manager {
    /// The name that `[javascript]` gives it: `yarn-berry`.
    pub name: String,
    /// The files that an install follows, the usual one first.
    pub lockfiles: Vec<String>,
    /// What only its own lockfile has, where another manager has one of the same name.
    pub marker: Option<String>,
    /// The Alpine package that brings its command.
    pub package: String,
    /// The newest version that was run with a lockfile of its own, where one is known.
    pub version: Option<String>,
}

#[derive(Deserialize)]
struct Javascript {
    node: Vec<String>,
    manager: Vec<Manager>,
}

static JAVASCRIPT: LazyLock<Javascript> = LazyLock::new(|| read(include_str!("javascript.toml")));

/// All package managers.
#[must_use]
pub fn managers() -> &'static [Manager] {
    &JAVASCRIPT.manager
}

/// The Alpine packages that bring Node.js and nothing else.
#[must_use]
pub fn node_packages() -> &'static [String] {
    &JAVASCRIPT.node
}
