//! Tells whether two paths name the same file.

use std::{fs, path::Path};

/// The identity of a file, the same for all paths to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg(unix)]
pub struct Identity(pub(super) u64, pub(super) u64);

/// The identity of a file, the same for all paths to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg(not(unix))]
pub struct Identity(pub(super) std::path::PathBuf);

/// The identity of the file at `path`, with links followed; `None` if it does not exist.
#[cfg(unix)]
#[must_use]
pub fn identify(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    let file = fs::metadata(path).ok()?;
    Some(Identity(file.dev(), file.ino()))
}

/// The identity of the file at `path`, with links followed; `None` if it does not exist.
#[cfg(not(unix))]
#[must_use]
pub fn identify(path: &Path) -> Option<Identity> {
    fs::canonicalize(path).ok().map(Identity)
}
