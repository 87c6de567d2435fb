//! JavaScript package managers: their lockfiles and Alpine packages.

use std::sync::LazyLock;

use serde::Deserialize;

use super::parse_data;

/// A package manager.
#[derive(Clone, Debug, Deserialize)]
pub struct Manager {
    /// The name in `[javascript]`: `yarn-berry`.
    pub name: String,
    /// Its lockfiles, the usual one first.
    pub lockfiles: Vec<String>,
    /// A text that only the lockfile of this manager contains, if another manager uses the same file name.
    pub marker: Option<String>,
    /// The Alpine package that provides its command.
    pub package: String,
    /// The newest version that was tested with its own lockfile, if any.
    pub version: Option<String>,
}

#[derive(Deserialize)]
struct Javascript {
    node: Vec<String>,
    manager: Vec<Manager>,
}

static JAVASCRIPT: LazyLock<Javascript> =
    LazyLock::new(|| parse_data(include_str!("javascript.toml")));

/// All package managers.
#[must_use]
pub fn managers() -> &'static [Manager] {
    &JAVASCRIPT.manager
}

/// The Alpine packages that provide only Node.js.
#[must_use]
pub fn node_packages() -> &'static [String] {
    &JAVASCRIPT.node
}
