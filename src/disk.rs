//! Reads and writes files; no other module does.
#![expect(
    clippy::disallowed_methods,
    reason = "no other module reads or writes files"
)]

mod anchor;
mod append;
mod content;
mod created_dirs;
mod destination;
mod error;
mod folder_handle;
mod git_folder;
mod identity;
mod ignore_rules;
mod read;
mod remove;
mod repository_folder;
mod search;
mod staging;
mod write;

use std::{
    fs,
    path::{self, Component, Path, PathBuf},
};

pub use append::append;
pub use content::Content;
pub use destination::{Destination, Project, canonicalize_existing, read_below};
pub use error::Error;
pub use identity::{Identity, identify};
pub use read::{read_beginning, read_if_exists, read_spec, read_stdin};
pub use remove::remove;
pub use repository_folder::RepositoryFolder;
pub use search::{EntryKind, find_files, list_up_to, walk_files};
pub use staging::remove_leftovers;
pub use write::write;

/// Whether there is something at `path`, with links followed.
#[must_use]
pub fn exists(path: &Path) -> bool {
    path.exists()
}

/// Whether `path` is a folder.
#[must_use]
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether `path` exists but is neither a file nor a folder: a device, or a pipe, which may never end.
#[must_use]
pub fn is_special(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|file| !file.is_file() && !file.is_dir())
}

/// The absolute path without links; `path` itself if the file does not exist.
#[must_use]
pub fn canonicalize(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// The absolute path without `.` and `..`.
#[must_use]
pub fn absolute(path: &Path) -> PathBuf {
    let mut normalized = PathBuf::new();
    for part in path::absolute(path)
        .unwrap_or_else(|_| path.to_owned())
        .components()
    {
        match part {
            Component::ParentDir => {
                normalized.pop();
            }
            Component::CurDir => {}
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => {
                normalized.push(part);
            }
        }
    }
    normalized
}

/// The maximum number of entries that are read from a folder.
const MAX_FOLDER_ENTRIES: usize = 100_000;

/// The names of the files in `folder` that end in `ending`, in alphabetical order; at most [`MAX_FOLDER_ENTRIES`] entries are read.
#[must_use]
pub fn list_files(folder: &Path, ending: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .take(MAX_FOLDER_ENTRIES)
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.ends_with(ending))
        .collect();
    names.sort();
    names
}
