//! Writes files atomically.

use std::{
    io::{self, ErrorKind, Write},
    path::Path,
};

use super::{Destination, Error, created_dirs::CreatedDirs, error::io_error, staging::StagedFile};

/// The maximum number of attempts to create a file: another run of tvgen that fails may remove the folder each time.
const MAX_ATTEMPTS: usize = 100;

/// The errors that occur if another run of tvgen created or removed the folder in the meantime.
const RACES: [ErrorKind; 2] = [ErrorKind::NotFound, ErrorKind::AlreadyExists];

/// The errors if there is no space left.
const NO_SPACE: [ErrorKind; 3] = [
    ErrorKind::StorageFull,
    ErrorKind::QuotaExceeded,
    ErrorKind::FileTooLarge,
];

/// The errors if writing is not allowed.
const NOT_ALLOWED: [ErrorKind; 2] = [ErrorKind::PermissionDenied, ErrorKind::ReadOnlyFilesystem];

/// Writes texts to their destinations. All are written to temporary files first, and then renamed: a failure before that
/// changes nothing, and each file is always either the old one or the new one.
///
/// # Errors
/// If a file cannot be written. The error lists the files that are written and those that are unchanged.
pub fn write(files: &[(Destination, String)]) -> Result<(), Error> {
    // Declared first, so that it is dropped last: a folder can be removed only after the staged files in it.
    let mut created_dirs = CreatedDirs::default();
    let mut staged = Vec::new();
    for (destination, text) in files {
        let file = stage(destination, text, &mut created_dirs)
            .map_err(|cause| failure(destination, cause, "Nothing was written."))?;
        staged.push((file, destination));
    }
    for (done, (file, destination)) in staged.into_iter().enumerate() {
        file.commit(destination.name())
            .map_err(|cause| failure(destination, cause, &outcome(files, done)))?;
    }
    Ok(())
}

/// Writes `text` to a temporary file next to `destination`.
fn stage(
    destination: &Destination,
    text: &str,
    created_dirs: &mut CreatedDirs,
) -> io::Result<StagedFile> {
    let (folder, name) = (destination.folder(), destination.name());
    let mut attempt = 1;
    let (folder, mut staged_file) = loop {
        let folder = created_dirs.open_or_create(destination.anchor(), folder);
        let both = folder.and_then(|folder| {
            let staged_file = StagedFile::create_file(&folder, name)?;
            Ok((folder, staged_file))
        });
        match both {
            Err(cause) if RACES.contains(&cause.kind()) && attempt < MAX_ATTEMPTS => {
                attempt += 1;
            }
            Err(cause) => return Err(cause),
            Ok(both) => break both,
        }
    };
    let file = staged_file.file();
    file.write_all(text.as_bytes())?;
    // The old text must not be lost before the new one is on the disk. A new file can be rendered again, so it is not synced.
    if folder.has_file(name) {
        file.sync_all()?;
    }
    Ok(staged_file)
}

/// The error for `destination`, with the `outcome` for all files and the remedy.
fn failure(destination: &Destination, cause: io::Error, outcome: &str) -> Error {
    let kind = cause.kind();
    let remedy = if NO_SPACE.contains(&kind) {
        "free some space".to_owned()
    } else if NOT_ALLOWED.contains(&kind) {
        let folder = find_existing_parent(&destination.shown).display();
        format!("allow writing to the folder `{folder}`")
    } else {
        "fix the cause".to_owned()
    };
    io_error("write", &destination.shown)(cause)
        .with_outcome(outcome.to_owned())
        .with_help(format!("{remedy}, then run tvgen again"))
}

/// The nearest existing folder above `path`.
fn find_existing_parent(path: &Path) -> &Path {
    let here = Path::new(".");
    let mut folders = path.ancestors().skip(1);
    let there = folders.find(|folder| folder.is_dir());
    there.unwrap_or(here)
}

/// The files that are written, and those that are unchanged, once `done` of `files` are renamed.
fn outcome(files: &[(Destination, String)], done: usize) -> String {
    let names = |files: &[(Destination, String)]| {
        let names = files
            .iter()
            .map(|(file, _)| format!("`{}`", file.shown.display()));
        names.collect::<Vec<String>>().join(", ")
    };
    match files.split_at(done) {
        ([], _) => "Nothing was written.".to_owned(),
        (new, old) => format!("Written: {}\nUnchanged: {}", names(new), names(old)),
    }
}
