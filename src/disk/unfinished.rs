//! Files that are written beside their place, before they take it: each is locked as long as its render runs, so that what
//! a killed one left is told from what another is writing.

use std::{
    collections::BTreeSet,
    fs::{self, File, OpenOptions, TryLockError},
    io,
    path::Path,
};

use tempfile::{Builder, NamedTempFile};

use super::{Destination, names};

/// How their names begin and end; between are [`RANDOM`] letters and digits, so that no user's file is taken for one.
const PREFIX: &str = ".tvgen-";
const SUFFIX: &str = ".tmp";
const RANDOM: usize = 16;

/// An empty one in `folder`, with the permissions of `old`; it goes when it is dropped.
///
/// # Errors
/// If `folder` is not there, or takes no file.
pub(super) fn make(folder: &Path, old: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX).rand_bytes(RANDOM);
    builder.make_in(folder, |path| {
        let file = with_permissions_of(old).create_new(true).open(path)?;
        let is_lost = match file.try_lock() {
            // It is being cleared away, or was: nobody could know yet that it is in use.
            Err(TryLockError::WouldBlock) => true,
            Ok(()) => !is_at(&file, path),
            // Where files cannot be locked, none is cleared away.
            Err(TryLockError::Error(_)) => false,
        };
        if is_lost {
            // The builder tries another name.
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        Ok(file)
    })
}

/// Clears away what killed renders left beside `destinations`, and leaves what a render that runs is writing. What cannot
/// be removed stays: it harms nothing.
pub fn clear<'a>(destinations: impl IntoIterator<Item = &'a Destination>) {
    let folders: BTreeSet<&Path> = destinations.into_iter().map(Destination::folder).collect();
    for folder in folders {
        for name in names(folder, SUFFIX).iter().filter(|name| is_ours(name)) {
            let _ = remove_if_left(&folder.join(name));
        }
    }
}

/// Whether a file of such a `name` is one of them.
pub(super) fn is_ours(name: &str) -> bool {
    let middle = name
        .strip_prefix(PREFIX)
        .and_then(|name| name.strip_suffix(SUFFIX));
    middle.is_some_and(|middle| {
        middle.len() == RANDOM && middle.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Removes the file at `path`, unless a render holds it.
fn remove_if_left(path: &Path) -> io::Result<()> {
    if !fs::symlink_metadata(path)?.is_file() {
        return Ok(());
    }
    let file = File::open(path)?;
    // Once it is locked here, `make` gives it up; that it is still there tells that it did not take its place meanwhile.
    if file.try_lock().is_ok() && is_at(&file, path) {
        fs::remove_file(path)?;
    }
    Ok(())
}

/// What opens a file to write, with the permissions of `old` if that is there; the umask takes its part.
#[cfg(unix)]
fn with_permissions_of(old: &Path) -> OpenOptions {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    let mode = fs::metadata(old).map_or(0o666, |old| old.permissions().mode() & 0o777);
    let mut options = OpenOptions::new();
    options.write(true).mode(mode);
    options
}

/// What opens a file to write.
#[cfg(not(unix))]
fn with_permissions_of(_: &Path) -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    options
}

/// Whether `path` still names `file`.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = || {
        let (file, there) = (file.metadata()?, fs::symlink_metadata(path)?);
        io::Result::Ok((file.dev(), file.ino()) == (there.dev(), there.ino()))
    };
    same().unwrap_or(false)
}

/// Whether `path` still names a file.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}
