//! The user's cache folder: what is there may be gone at any time, and what cannot be written is not missed.

use std::{fs, io::Write, path::Path, time::UNIX_EPOCH};

use tempfile::NamedTempFile;

/// What tells the file at `path` from what stood there before: its length, and when it changed. None if there is no file.
#[must_use]
pub fn state(path: &Path) -> Option<String> {
    let file = fs::metadata(path).ok()?;
    let changed = file.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("{:x}-{:x}", file.len(), changed.as_nanos()))
}

/// What was [remembered](remember) at `path`, if it is there still.
#[must_use]
pub fn recall(path: &Path) -> Option<String> {
    fs::read_to_string(path).ok()
}

/// Keeps `text` at `path`, if it can be kept. Where its folder is new, the others beside it are of other days or of other
/// programs: they are cleared away.
pub fn remember(path: &Path, text: &str) {
    let Some(folder) = path.parent() else {
        return;
    };
    if !folder.is_dir() {
        begin(folder);
    }
    if let Ok(mut file) = NamedTempFile::new_in(folder)
        && file.write_all(text.as_bytes()).is_ok()
    {
        let _ = file.persist(path);
    }
}

/// Makes `folder`, and clears away what lies beside it.
fn begin(folder: &Path) {
    let Some(above) = folder.parent() else {
        return;
    };
    let others = fs::read_dir(above).into_iter().flatten().flatten();
    let mut others = others.filter(|other| is_ours(&other.file_name().to_string_lossy()));
    // Another worker may have made this one in the meantime.
    while let Some(other) = others.find(|other| other.path() != folder) {
        let _ = fs::remove_dir_all(other.path());
    }
    let _ = fs::create_dir_all(folder);
}

/// Whether a folder of the name `name` is one of a day: `2026-11-26-…`.
fn is_ours(name: &str) -> bool {
    name.len() > "2026-11-26-".len() && name.starts_with(|c: char| c.is_ascii_digit())
}
