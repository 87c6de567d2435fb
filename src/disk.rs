//! The only place that touches files.
#![expect(
    clippy::disallowed_methods,
    reason = "what touches files is called here and nowhere else"
)]

mod anchor;
mod append;
mod content;
mod destination;
mod error;
mod folder;
mod folder_handle;
mod git_folder;
mod identity;
mod ignored;
mod made;
mod read;
mod remove;
mod search;
mod unfinished;
mod write;

use std::{
    fs,
    path::{self, Component, Path, PathBuf},
};

pub use append::append;
pub use content::Content;
pub use destination::{Destination, Project, read_below, real_so_far};
pub use error::Error;
pub use folder::Folder;
pub use identity::{Identity, identity};
pub use read::{beginning, read, read_if_there, read_input};
pub use remove::remove;
pub use search::{Met, below, few, find};
pub use unfinished::clear;
pub use write::write;

/// Whether there is a file or a folder at `path`.
#[must_use]
pub fn is_there(path: &Path) -> bool {
    path.exists()
}

/// Whether `path` is a folder.
#[must_use]
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether `path` is there and no file of text can be: a device, or a pipe, which may never end.
#[must_use]
pub fn is_special(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|file| !file.is_file() && !file.is_dir())
}

/// `path` from the root and without links, by which two paths of one file are the same; itself if there is no such file.
#[must_use]
pub fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// `path` from the root of the file system, without `.` and `..`.
#[must_use]
pub fn from_root(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path::absolute(path)
        .unwrap_or_else(|_| path.to_owned())
        .components()
    {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => plain.push(part),
        }
    }
    plain
}

/// The most names that are read from a folder.
const MAX_FOLDER_ENTRIES: usize = 100_000;

/// The names of the files in `folder` that end in `ending`, in alphabetical order; at most [`MAX_FOLDER_ENTRIES`] entries are read.
#[must_use]
pub fn names(folder: &Path, ending: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .take(MAX_FOLDER_ENTRIES)
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.ends_with(ending))
        .collect();
    names.sort();
    names
}
