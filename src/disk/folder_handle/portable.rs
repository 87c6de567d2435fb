//! Path-based fallback for systems without folder handles: links are refused, but a link that replaces a folder between
//! check and use is followed.

use std::{
    ffi::OsStr,
    fs::{self, File, Metadata, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use super::super::{MAX_FOLDER_ENTRIES, identity::Identity, read::SPECIAL};

/// The path of a folder that was not a link when it was checked.
#[derive(Debug)]
pub(in crate::disk) struct FolderHandle(PathBuf);

impl FolderHandle {
    /// Opens the folder at `path`, whose last component must not be a link.
    pub(in crate::disk) fn open(path: &Path) -> io::Result<Self> {
        if fs::symlink_metadata(path)?.is_dir() {
            Ok(Self(path.to_owned()))
        } else {
            Err(io::ErrorKind::NotADirectory.into())
        }
    }

    /// The identity of the folder.
    pub(in crate::disk) fn identity(&self) -> io::Result<Identity> {
        Ok(Identity(fs::canonicalize(&self.0)?))
    }

    /// Opens the folder `name` in this folder.
    pub(in crate::disk) fn open_folder(&self, name: &OsStr) -> io::Result<Self> {
        Self::open(&self.0.join(name))
    }

    /// Creates the folder `name` in this folder.
    pub(in crate::disk) fn create_folder(&self, name: &OsStr) -> io::Result<()> {
        fs::create_dir(self.0.join(name))
    }

    /// Removes the empty folder `name` in this folder.
    pub(in crate::disk) fn remove_folder(&self, name: &OsStr) -> io::Result<()> {
        fs::remove_dir(self.0.join(name))
    }

    /// Creates the file `name` in this folder.
    pub(in crate::disk) fn create_file(&self, name: &OsStr, _: &OsStr) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        options.open(self.0.join(name))
    }

    /// Opens the file `name` in this folder for reading; refuses pipes and devices.
    pub(in crate::disk) fn open_file(&self, name: &OsStr) -> io::Result<File> {
        if self.stat(name)?.is_file() {
            File::open(self.0.join(name))
        } else {
            Err(io::Error::new(io::ErrorKind::InvalidInput, SPECIAL))
        }
    }

    /// Whether `name` is a regular file in this folder, not a link.
    pub(in crate::disk) fn has_file(&self, name: &OsStr) -> bool {
        self.stat(name).is_ok_and(|there| there.is_file())
    }

    /// Whether `name` still refers to a file.
    pub(in crate::disk) fn is_same_file(&self, _: &File, name: &OsStr) -> bool {
        self.has_file(name)
    }

    /// Renames the file `from` to `to` in this folder, replacing an existing file.
    pub(in crate::disk) fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        fs::rename(self.0.join(from), self.0.join(to))
    }

    /// Removes the file `name` in this folder.
    pub(in crate::disk) fn remove_file(&self, name: &OsStr) -> io::Result<()> {
        fs::remove_file(self.0.join(name))
    }

    /// The names of the entries in this folder.
    pub(in crate::disk) fn list_names(&self) -> io::Result<Vec<String>> {
        let entries = fs::read_dir(&self.0)?.flatten().take(MAX_FOLDER_ENTRIES);
        let names = entries.map(|entry| entry.file_name().into_string());
        Ok(names.filter_map(Result::ok).collect())
    }

    fn stat(&self, name: &OsStr) -> io::Result<Metadata> {
        fs::symlink_metadata(self.0.join(name))
    }
}
