//! Folders that are made for files, and go again with them.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Folders that were made, the outer first. When it is dropped, those go that are still empty.
#[derive(Debug, Default)]
pub(super) struct Made(Vec<PathBuf>);

impl Made {
    /// Makes `folder` and those above it, as far as they are not there.
    ///
    /// # Errors
    /// If one of them cannot be made.
    pub(super) fn make(&mut self, folder: &Path) -> io::Result<()> {
        let above = folder.ancestors().take_while(|above| !above.is_dir());
        let missing: Vec<&Path> = above.collect();
        for folder in missing.into_iter().rev() {
            match fs::create_dir(folder) {
                Ok(()) => self.0.push(folder.to_owned()),
                // Another render was faster.
                Err(_) if folder.is_dir() => {}
                Err(cause) => return Err(cause),
            }
        }
        Ok(())
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        for folder in self.0.iter().rev() {
            // One that has files in it cannot be removed, and is not to be.
            let _ = fs::remove_dir(folder);
        }
    }
}
