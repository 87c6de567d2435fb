//! Unix handles: directory file descriptors.

use std::{
    ffi::OsStr,
    fs::File,
    io,
    os::unix::{ffi::OsStrExt, fs::MetadataExt},
    path::Path,
};

use rustix::{
    fs::{AtFlags, Dir, FileType, Mode, OFlags, Stat},
    io::Errno,
};

use super::super::{MAX_FOLDER_ENTRIES, identity::Identity, read::SPECIAL};

/// Flags that open a folder.
const FOLDER: OFlags = OFlags::RDONLY
    .union(OFlags::DIRECTORY)
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC);

/// Flags that open a file for reading; if a pipe has replaced the file, opening it does not block.
const READ: OFlags = OFlags::RDONLY
    .union(OFlags::NOFOLLOW)
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY)
    .union(OFlags::CLOEXEC);

/// Flags that create a file for writing.
const CREATE: OFlags = OFlags::WRONLY
    .union(OFlags::CREATE)
    .union(OFlags::EXCL)
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC);

/// An open folder.
#[derive(Debug)]
pub(in crate::disk) struct FolderHandle(File);

impl FolderHandle {
    /// Opens the folder at `path`, whose last component must not be a link.
    pub(in crate::disk) fn open(path: &Path) -> io::Result<Self> {
        let folder = rustix::fs::open(path, FOLDER, Mode::empty())?;
        Ok(Self(File::from(folder)))
    }

    /// The identity of the folder.
    pub(in crate::disk) fn identity(&self) -> io::Result<Identity> {
        let folder = self.0.metadata()?;
        Ok(Identity(folder.dev(), folder.ino()))
    }

    /// Opens the folder `name` in this folder.
    pub(in crate::disk) fn open_folder(&self, name: &OsStr) -> io::Result<Self> {
        match rustix::fs::openat(&self.0, name, FOLDER, Mode::empty()) {
            Ok(folder) => Ok(Self(File::from(folder))),
            // The error code depends on the system.
            Err(Errno::LOOP | Errno::NOTDIR) if self.is(name, FileType::Symlink) => {
                let why = format!("`{}` was replaced by a link", name.display());
                Err(io::Error::new(io::ErrorKind::NotADirectory, why))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Creates the folder `name` in this folder.
    pub(in crate::disk) fn create_folder(&self, name: &OsStr) -> io::Result<()> {
        Ok(rustix::fs::mkdirat(
            &self.0,
            name,
            Mode::from_raw_mode(0o777),
        )?)
    }

    /// Removes the empty folder `name` in this folder.
    pub(in crate::disk) fn remove_folder(&self, name: &OsStr) -> io::Result<()> {
        Ok(rustix::fs::unlinkat(&self.0, name, AtFlags::REMOVEDIR)?)
    }

    /// Creates the file `name` in this folder, with the permissions of the file `like` if it exists; the umask applies.
    pub(in crate::disk) fn create_file(&self, name: &OsStr, like: &OsStr) -> io::Result<File> {
        let old = self.stat(like).ok();
        let old = old.filter(|old| FileType::from_raw_mode(old.st_mode) == FileType::RegularFile);
        let mode = old.map_or(Mode::from_raw_mode(0o666), |old| {
            Mode::from_raw_mode(old.st_mode) & (Mode::RWXU | Mode::RWXG | Mode::RWXO)
        });
        let file = rustix::fs::openat(&self.0, name, CREATE, mode)?;
        Ok(File::from(file))
    }

    /// Opens the file `name` in this folder for reading; refuses pipes and devices.
    pub(in crate::disk) fn open_file(&self, name: &OsStr) -> io::Result<File> {
        let special = || io::Error::new(io::ErrorKind::InvalidInput, SPECIAL);
        let there = FileType::from_raw_mode(self.stat(name)?.st_mode);
        match there {
            FileType::RegularFile => {}
            FileType::Directory => return Err(io::ErrorKind::IsADirectory.into()),
            FileType::Symlink
            | FileType::Fifo
            | FileType::Socket
            | FileType::CharacterDevice
            | FileType::BlockDevice
            | FileType::Unknown => return Err(special()),
        }
        let file = File::from(rustix::fs::openat(&self.0, name, READ, Mode::empty())?);
        if file.metadata()?.file_type().is_file() {
            Ok(file)
        } else {
            Err(special())
        }
    }

    /// Whether `name` is a regular file in this folder, not a link.
    pub(in crate::disk) fn has_file(&self, name: &OsStr) -> bool {
        self.is(name, FileType::RegularFile)
    }

    /// Whether `name` still refers to `file`.
    pub(in crate::disk) fn is_same_file(&self, file: &File, name: &OsStr) -> bool {
        let both = || io::Result::Ok((rustix::fs::fstat(file)?, self.stat(name)?));
        both().is_ok_and(|(one, other)| (one.st_dev, one.st_ino) == (other.st_dev, other.st_ino))
    }

    /// Renames the file `from` to `to` in this folder, replacing an existing file.
    pub(in crate::disk) fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        Ok(rustix::fs::renameat(&self.0, from, &self.0, to)?)
    }

    /// Removes the file `name` in this folder.
    pub(in crate::disk) fn remove_file(&self, name: &OsStr) -> io::Result<()> {
        Ok(rustix::fs::unlinkat(&self.0, name, AtFlags::empty())?)
    }

    /// The names of the entries in this folder.
    pub(in crate::disk) fn list_names(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in Dir::read_from(&self.0)?.take(MAX_FOLDER_ENTRIES) {
            let entry = entry?;
            let name = OsStr::from_bytes(entry.file_name().to_bytes());
            names.extend(name.to_str().map(str::to_owned));
        }
        Ok(names)
    }

    fn is(&self, name: &OsStr, kind: FileType) -> bool {
        let there = self.stat(name);
        there.is_ok_and(|there| FileType::from_raw_mode(there.st_mode) == kind)
    }

    fn stat(&self, name: &OsStr) -> io::Result<Stat> {
        Ok(rustix::fs::statat(
            &self.0,
            name,
            AtFlags::SYMLINK_NOFOLLOW,
        )?)
    }
}
