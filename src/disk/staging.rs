//! Temporary files next to their destinations. Each is locked while its process runs, so a file without a lock was left by
//! a killed process.

use std::{
    collections::{BTreeMap, hash_map::RandomState},
    ffi::{OsStr, OsString},
    fs::{File, TryLockError},
    hash::{BuildHasher, Hasher},
    io,
    path::Path,
    rc::Rc,
};

use super::{Destination, anchor::Anchor, folder_handle::FolderHandle};

/// The start and the end of temporary names, with [`RANDOM`] letters and digits in between, so that no user's file matches.
const PREFIX: &str = ".tvgen-";
const SUFFIX: &str = ".tmp";
const RANDOM: usize = 16;

/// The characters of the random part of a name.
const ALPHABET: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// The maximum number of names that are tried.
const MAX_NAMES: usize = 1000;

/// A temporary file next to its destination, removed on drop.
pub(super) struct StagedFile {
    folder: Rc<FolderHandle>,
    name: OsString,
    file: File,
    is_committed: bool,
}

impl StagedFile {
    /// Creates an empty file in `folder`, with the permissions of the file `old` there.
    ///
    /// # Errors
    /// If `folder` was removed, or no file can be created in it.
    pub(super) fn create_file(folder: &Rc<FolderHandle>, old: &OsStr) -> io::Result<Self> {
        for _ in 0..MAX_NAMES {
            let name = OsString::from(format!("{PREFIX}{}{SUFFIX}", random_name()));
            let file = match folder.create_file(&name, old) {
                Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => continue,
                file => file?,
            };
            let is_lost = match file.try_lock() {
                // Before this process could lock the file, another one locked it to remove it, or has removed it.
                Err(TryLockError::WouldBlock) => true,
                Ok(()) => !folder.is_same_file(&file, &name),
                // On systems where files cannot be locked, no process removes them.
                Err(TryLockError::Error(_)) => false,
            };
            if !is_lost {
                return Ok(Self {
                    folder: Rc::clone(folder),
                    name,
                    file,
                    is_committed: false,
                });
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// The file.
    pub(super) fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// Renames the file to `name`, replacing an existing file.
    ///
    /// # Errors
    /// If `name` is a folder, or the rename fails.
    pub(super) fn commit(mut self, name: &OsStr) -> io::Result<()> {
        self.folder.rename(&self.name, name)?;
        self.is_committed = true;
        Ok(())
    }
}

impl Drop for StagedFile {
    fn drop(&mut self) {
        if !self.is_committed {
            // If this fails, the next run removes the file.
            let _ = self.folder.remove_file(&self.name);
        }
    }
}

/// The random part of a name. It need not be secret: a file that already exists is never
/// opened.
fn random_name() -> String {
    let state = RandomState::new();
    let mut digits = String::new();
    let mut number = 0;
    for place in 0..RANDOM {
        if place % 8 == 0 {
            let mut hasher = state.build_hasher();
            hasher.write_usize(place);
            number = hasher.finish();
        }
        let digit = (number % 36) as usize;
        digits.push(char::from(ALPHABET[digit]));
        number /= 36;
    }
    digits
}

/// Removes temporary files that killed processes left next to `destinations`, but not the files of running processes.
/// Files that cannot be removed are ignored.
pub fn remove_leftovers<'a>(destinations: impl IntoIterator<Item = &'a Destination>) {
    let folders: BTreeMap<&Path, &Anchor> = destinations
        .into_iter()
        .map(|destination| (destination.folder(), destination.anchor()))
        .collect();
    for (path, anchor) in folders {
        let Ok(folder) = anchor.open_folder(path) else {
            continue;
        };
        let names = folder.list_names().unwrap_or_default();
        for name in names.iter().filter(|name| is_staged_name(name)) {
            let _ = remove_if_unlocked(&folder, OsStr::new(name));
        }
    }
}

/// Whether `name` is the name of a temporary file.
pub(super) fn is_staged_name(name: &str) -> bool {
    let middle = name
        .strip_prefix(PREFIX)
        .and_then(|name| name.strip_suffix(SUFFIX));
    middle.is_some_and(|middle| {
        middle.len() == RANDOM && middle.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Removes the file `name` in `folder`, unless a running process has locked it.
fn remove_if_unlocked(folder: &FolderHandle, name: &OsStr) -> io::Result<()> {
    let file = folder.open_file(name)?;
    // If another process has just created this file, its `StagedFile::create_file` finds the lock and tries another
    // name. If the file was renamed in the meantime, nothing is removed.
    if file.try_lock().is_ok() && folder.is_same_file(&file, name) {
        folder.remove_file(name)?;
    }
    Ok(())
}
