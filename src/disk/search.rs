//! Looking for files below a folder.

use std::{
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
};

use ignore::WalkBuilder;

use super::{Error, error::error, unfinished};

/// The files below `folder` that git does not ignore, in the order of the alphabet; not those of folders below it that have a
/// file `own` themselves or are repositories of their own, none behind links, and none that a render is writing or left.
pub fn below(folder: &Path, own: &str) -> impl Iterator<Item = PathBuf> {
    // An empty path is the current folder to a reader of paths, but no folder to a reader of folders.
    let is_here = folder.as_os_str().is_empty();
    let top = if is_here { Path::new(".") } else { folder };
    let own = own.to_owned();
    let walk = WalkBuilder::new(top)
        .hidden(false)
        .ignore(false)
        .require_git(false)
        .sort_by_file_name(Ord::cmp)
        .filter_entry(move |entry| {
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            let is_git = entry.file_name() == ".git";
            let is_unfinished = entry.file_name().to_str().is_some_and(unfinished::is_ours);
            let is_others = |name: &str| entry.depth() > 0 && entry.path().join(name).exists();
            let has_own = || is_others(&own) || is_others(".git");
            if is_folder {
                !is_git && !has_own()
            } else {
                !is_unfinished
            }
        })
        .build();
    walk.filter_map(move |entry| {
        let entry = entry.ok()?;
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        let path = entry.into_path();
        let path = match path.strip_prefix(".") {
            Ok(inside) if is_here => inside.to_owned(),
            Ok(_) | Err(_) => path,
        };
        is_file.then_some(path)
    })
}

/// What the file at `path` begins with: so many bytes at most, as text as far as they are; nothing if it cannot be read.
#[must_use]
pub fn beginning(path: &Path, bytes: usize) -> String {
    let mut read = vec![0; bytes];
    let file = File::open(path);
    let length = file.and_then(|mut file| file.read(&mut read)).unwrap_or(0);
    String::from_utf8_lossy(&read[..length]).into_owned()
}

/// Removes the file at `path`, and the folders above it that are empty then, up to `top`.
///
/// # Errors
/// If the file cannot be removed.
pub fn remove(path: &Path, top: &Path) -> Result<(), Error> {
    fs::remove_file(path).map_err(error("remove", path))?;
    let mut folders = path.ancestors().skip(1);
    // A folder with something in it cannot be removed.
    while let Some(folder) = folders.next().filter(|folder| *folder != top)
        && fs::remove_dir(folder).is_ok()
    {}
    Ok(())
}
