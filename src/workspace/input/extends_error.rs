//! Describes why a base spec cannot be read.

use std::path::Path;

use super::SPEC_FILE;
use crate::{
    disk,
    source::{base::ExtendsError, path::folder},
};

/// Describes `error` for the base spec written as `written`, at `path`, and lists the specs in its folder.
pub(super) fn extends_error(written: &str, path: &Path, error: &disk::Error) -> ExtendsError {
    let why = if !error.is_missing() {
        Some(error.reason())
    } else if path == Path::new(written) {
        None
    } else {
        Some(format!("the folder has no {SPEC_FILE}"))
    };
    let folder = folder(written);
    let folder = Path::new(if folder.is_empty() { "." } else { folder });
    ExtendsError {
        reason: why,
        candidates: disk::list_files(folder, ".toml"),
        outside: None,
    }
}
