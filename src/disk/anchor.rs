//! An existing folder, without links, from which paths are opened one component at a time.

use std::{
    ffi::OsStr,
    io,
    path::{Path, PathBuf},
    rc::Rc,
};

use super::{folder_handle::FolderHandle, identity::Identity};

/// An existing folder: its path with links resolved, and its identity.
#[derive(Clone, Debug, Default)]
pub(super) struct Anchor {
    path: PathBuf,
    identity: Option<Identity>,
}

impl Anchor {
    /// The nearest existing folder at or above `real`, an absolute path without links.
    pub(super) fn nearest(real: &Path) -> Self {
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

    /// Opens `folder`, the anchor or a folder below it, one component at a time.
    pub(super) fn open_folder(&self, folder: &Path) -> io::Result<Rc<FolderHandle>> {
        self.walk(folder, |above, name| above.open_folder(name))
    }

    /// Opens `folder`, the anchor or a folder below it: `open` opens each component in its parent.
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
        let why = format!("`{path}` was replaced while tvgen was running");
        Err(io::Error::other(why))
    }
}
