//! Removes files, and folders that become empty.

use std::{io, path::Path, rc::Rc};

use super::{Error, anchor::Anchor, canonicalize_existing, error::io_error};

/// Removes the file at `path` without following links below `top`, and its parents below `top` that become empty.
///
/// # Errors
/// If the file cannot be removed.
pub fn remove(path: &Path, top: &Path) -> Result<(), Error> {
    try_remove(path, top).map_err(io_error("remove", path))
}

fn try_remove(path: &Path, top: &Path) -> io::Result<()> {
    let missing = || io::Error::from(io::ErrorKind::NotFound);
    let (Ok(inside), Some(name)) = (path.strip_prefix(top), path.file_name()) else {
        return Err(missing());
    };
    let file = canonicalize_existing(top).join(inside);
    let mut folders = Vec::new();
    let folder = file.parent().ok_or_else(missing)?;
    let folder = Anchor::nearest(&canonicalize_existing(top)).walk(folder, |above, name| {
        folders.push((Rc::clone(above), name.to_owned()));
        above.open_folder(name)
    })?;
    if !folder.has_file(name) {
        return Err(missing());
    }
    folder.remove_file(name)?;
    // A folder that is not empty cannot be removed.
    while let Some((above, name)) = folders.pop()
        && above.remove_folder(&name).is_ok()
    {}
    Ok(())
}
