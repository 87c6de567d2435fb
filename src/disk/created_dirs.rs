//! Creates folders for files, and removes them if writing fails.

use std::{
    ffi::{OsStr, OsString},
    io,
    path::Path,
    rc::Rc,
};

use super::{anchor::Anchor, folder_handle::FolderHandle};

/// Created folders, the outermost first, each with its parent folder. On drop, the folders that are still empty are
/// removed.
#[derive(Debug, Default)]
pub(super) struct CreatedDirs(Vec<(Rc<FolderHandle>, OsString)>);

impl CreatedDirs {
    /// Opens `folder` below `anchor`; creates it and its parents if they do not exist.
    ///
    /// # Errors
    /// If one of them cannot be created, or is not a folder.
    pub(super) fn open_or_create(
        &mut self,
        anchor: &Anchor,
        folder: &Path,
    ) -> io::Result<Rc<FolderHandle>> {
        anchor.walk(folder, |above, name| match above.open_folder(name) {
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => self.make(above, name),
            opened => opened,
        })
    }

    fn make(&mut self, above: &Rc<FolderHandle>, name: &OsStr) -> io::Result<FolderHandle> {
        match above.create_folder(name) {
            Ok(()) => self.0.push((Rc::clone(above), name.to_owned())),
            // Another process created the folder first.
            Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => {}
            Err(cause) => return Err(cause),
        }
        above.open_folder(name)
    }
}

impl Drop for CreatedDirs {
    fn drop(&mut self) {
        for (above, name) in self.0.iter().rev() {
            // This fails for a folder with files, which must stay.
            let _ = above.remove_folder(name);
        }
    }
}
