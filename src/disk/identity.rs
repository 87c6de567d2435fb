//! Whether two paths are of one file.

use std::{fs, path::Path};

/// What a file has, by whichever path it is reached, and no other file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg(unix)]
pub struct Identity(pub(super) u64, pub(super) u64);

/// What a file has, by whichever path it is reached, and no other file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg(not(unix))]
pub struct Identity(pub(super) std::path::PathBuf);

/// That of the file at `path`, links followed; none if there is no file.
#[cfg(unix)]
#[must_use]
pub fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    let file = fs::metadata(path).ok()?;
    Some(Identity(file.dev(), file.ino()))
}

/// That of the file at `path`, links followed; none if there is no file.
#[cfg(not(unix))]
#[must_use]
pub fn identity(path: &Path) -> Option<Identity> {
    fs::canonicalize(path).ok().map(Identity)
}
