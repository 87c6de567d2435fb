//! Why a spec cannot be read.

use std::path::Path;

use super::NAME;
use crate::{
    disk,
    source::{base::Unread, path::folder},
};

/// Why the spec that is written `written`, at `path`, cannot be read, and the specs next to it.
pub(super) fn unread(written: &str, path: &Path, error: &disk::Error) -> Unread {
    let why = if !error.is_missing() {
        Some(error.why())
    } else if path == Path::new(written) {
        None
    } else {
        Some(format!("the folder has no {NAME}"))
    };
    let folder = folder(written);
    let folder = Path::new(if folder.is_empty() { "." } else { folder });
    Unread {
        why,
        others: disk::names(folder, ".toml"),
        outside: None,
    }
}
