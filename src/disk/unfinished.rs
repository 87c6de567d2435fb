//! Files that are written beside their place, before they take it: each is locked as long as its render runs, so that what
//! a killed one left is told from what another is writing.

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

/// How their names begin and end; between are [`RANDOM`] letters and digits, so that no user's file is taken for one.
const PREFIX: &str = ".tvgen-";
const SUFFIX: &str = ".tmp";
const RANDOM: usize = 16;

/// The characters of the random part of a name.
const ALPHABET: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// The most names that are tried.
const MOST_NAMES: usize = 1000;

/// A temporary file next to its destination, removed on drop.
pub(super) struct Unfinished {
    folder: Rc<FolderHandle>,
    name: OsString,
    file: File,
    is_placed: bool,
}

impl Unfinished {
    /// Creates an empty one in `folder`, with the permissions of the file `old` there.
    ///
    /// # Errors
    /// If `folder` was removed, or no file can be created in it.
    pub(super) fn make(folder: &Rc<FolderHandle>, old: &OsStr) -> io::Result<Self> {
        for _ in 0..MOST_NAMES {
            let name = OsString::from(format!("{PREFIX}{}{SUFFIX}", random()));
            let file = match folder.create(&name, old) {
                Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => continue,
                file => file?,
            };
            let is_lost = match file.try_lock() {
                // Another process is removing it, or has: it was not locked yet.
                Err(TryLockError::WouldBlock) => true,
                Ok(()) => !folder.is_at(&file, &name),
                // Where files cannot be locked, none is removed.
                Err(TryLockError::Error(_)) => false,
            };
            if !is_lost {
                return Ok(Self {
                    folder: Rc::clone(folder),
                    name,
                    file,
                    is_placed: false,
                });
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// The file.
    pub(super) fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// Renames it to `name`, replacing an existing file.
    ///
    /// # Errors
    /// If `name` is a folder, or the rename fails.
    pub(super) fn place(mut self, name: &OsStr) -> io::Result<()> {
        self.folder.rename(&self.name, name)?;
        self.is_placed = true;
        Ok(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.is_placed {
            // The next render removes it if this fails.
            let _ = self.folder.remove_file(&self.name);
        }
    }
}

/// The random part of a name. It need not be secret: a file that already exists is never
/// opened.
fn random() -> String {
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

/// Clears away what killed renders left beside `destinations`, and leaves what a render that runs is writing. What cannot
/// be removed stays: it harms nothing.
pub fn clear<'a>(destinations: impl IntoIterator<Item = &'a Destination>) {
    let folders: BTreeMap<&Path, &Anchor> = destinations
        .into_iter()
        .map(|destination| (destination.folder(), destination.anchor()))
        .collect();
    for (path, anchor) in folders {
        let Ok(folder) = anchor.folder(path) else {
            continue;
        };
        let names = folder.names().unwrap_or_default();
        for name in names.iter().filter(|name| is_ours(name)) {
            let _ = remove_if_left(&folder, OsStr::new(name));
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

/// Removes the file `name` in `folder`, unless a running render has locked it.
fn remove_if_left(folder: &FolderHandle, name: &OsStr) -> io::Result<()> {
    let file = folder.file(name)?;
    // Once it is locked here, `make` gives it up; that it is still there tells that it did not take its place meanwhile.
    if file.try_lock().is_ok() && folder.is_at(&file, name) {
        folder.remove_file(name)?;
    }
    Ok(())
}
