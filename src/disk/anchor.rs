//! The folder that every way to a file begins at: one that was there, without links, when the project was looked at.

use std::{
    ffi::OsStr,
    io,
    path::{Path, PathBuf},
    rc::Rc,
};

use super::{folder_handle::FolderHandle, identity::Identity};

/// A folder that was there, by its path without links, and which one that was.
#[derive(Clone, Debug, Default)]
pub(super) struct Anchor {
    path: PathBuf,
    identity: Option<Identity>,
}

impl Anchor {
    /// The nearest folder upwards from `real`, a path from the root and without links.
    pub(super) fn above(real: &Path) -> Self {
        let identity = |path: &Path| FolderHandle::open(path)?.identity();
        let mut above = real.ancestors();
        let found = above.find_map(|path| Some((path, identity(path).ok()?)));
        found
            .map(|(path, identity)| Self {
                path: path.to_owned(),
                identity: Some(identity),
            })
            .unwrap_or_default()
    }

    /// Opens `folder`, which lies below it or is itself, part by part.
    pub(super) fn folder(&self, folder: &Path) -> io::Result<Rc<FolderHandle>> {
        self.walk(folder, |above, name| above.folder(name))
    }

    /// Opens `folder`, which lies below it or is itself: each of its parts by `open`, in the folder above it.
    pub(super) fn walk(
        &self,
        folder: &Path,
        mut open: impl FnMut(&Rc<FolderHandle>, &OsStr) -> io::Result<FolderHandle>,
    ) -> io::Result<Rc<FolderHandle>> {
        let below = folder.strip_prefix(&self.path);
        let below = below.map_err(|_| io::Error::other("it is outside of the project"))?;
        let mut here = Rc::new(self.open()?);
        for name in below {
            here = Rc::new(open(&here, name)?);
        }
        Ok(here)
    }

    fn open(&self) -> io::Result<FolderHandle> {
        let folder = FolderHandle::open(&self.path)?;
        if self.identity == Some(folder.identity()?) {
            return Ok(folder);
        }
        let path = self.path.display();
        let why = format!("`{path}` was replaced while tvgen ran");
        Err(io::Error::other(why))
    }
}
