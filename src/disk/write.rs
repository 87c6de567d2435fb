//! Writes files, each whole or not at all.

use std::{
    io::{self, ErrorKind, Write},
    path::Path,
};

use super::{Destination, Error, error::error, made::Made, unfinished::Unfinished};

/// How often a folder is made again that another render takes away as it fails.
const MOST_ATTEMPTS: usize = 100;

/// What is wrong where a folder was taken away just now, or a moment after it was found to be there already.
const TAKEN: [ErrorKind; 2] = [ErrorKind::NotFound, ErrorKind::AlreadyExists];

/// What is wrong where there is no room.
const FULL: [ErrorKind; 3] = [
    ErrorKind::StorageFull,
    ErrorKind::QuotaExceeded,
    ErrorKind::FileTooLarge,
];

/// What is wrong where nothing may be written.
const FORBIDDEN: [ErrorKind; 2] = [ErrorKind::PermissionDenied, ErrorKind::ReadOnlyFilesystem];

/// Writes texts to their destinations. Each is written whole beside its place first, and only when all are do they take
/// their places: a failure before that changes nothing, and a file is at any moment the old one or the new one.
///
/// # Errors
/// At the first that cannot be written; those before it are in place, those after it are as they were, and the error says
/// which.
pub fn write(files: &[(Destination, String)]) -> Result<(), Error> {
    // Dropped after what is staged in them.
    let mut made = Made::default();
    let mut staged = Vec::new();
    for (destination, text) in files {
        let file = stage(destination, text, &mut made)
            .map_err(|cause| failure(destination, cause, "Nothing was written."))?;
        staged.push((file, destination));
    }
    for (done, (file, destination)) in staged.into_iter().enumerate() {
        file.place(destination.name())
            .map_err(|cause| failure(destination, cause, &outcome(files, done)))?;
    }
    Ok(())
}

/// `text` in a file beside `destination`.
fn stage(destination: &Destination, text: &str, made: &mut Made) -> io::Result<Unfinished> {
    let (folder, name) = (destination.folder(), destination.name());
    let mut attempt = 1;
    let (folder, mut unfinished) = loop {
        let folder = made.open(destination.anchor(), folder);
        let both = folder.and_then(|folder| {
            let unfinished = Unfinished::make(&folder, name)?;
            Ok((folder, unfinished))
        });
        match both {
            Err(cause) if TAKEN.contains(&cause.kind()) && attempt < MOST_ATTEMPTS => {
                attempt += 1;
            }
            Err(cause) => return Err(cause),
            Ok(both) => break both,
        }
    };
    let file = unfinished.file();
    file.write_all(text.as_bytes())?;
    // The old text must not go before the new one is on the medium. Of a new file nothing can be lost that a render does not
    // bring back, as of what git checks out.
    if folder.has_file(name) {
        file.sync_all()?;
    }
    Ok(unfinished)
}

/// Why `destination` could not be written, the `outcome` of that for all files, and what is to be done.
fn failure(destination: &Destination, cause: io::Error, outcome: &str) -> Error {
    let kind = cause.kind();
    let remedy = if FULL.contains(&kind) {
        "Make room for it".to_owned()
    } else if FORBIDDEN.contains(&kind) {
        let folder = above(&destination.shown).display();
        format!("Let files be made in the folder `{folder}`")
    } else {
        "Mend that".to_owned()
    };
    error("write", &destination.shown)(cause)
        .help(format!("{outcome}\n{remedy}, then run tvgen again"))
}

/// The nearest folder upwards from `path` that is there.
fn above(path: &Path) -> &Path {
    let here = Path::new(".");
    let mut folders = path.ancestors().skip(1);
    let there = folders.find(|folder| folder.is_dir());
    there.unwrap_or(here)
}

/// Which of `files` are new when `done` of them took their places.
fn outcome(files: &[(Destination, String)], done: usize) -> String {
    let names = |files: &[(Destination, String)]| {
        let names = files
            .iter()
            .map(|(file, _)| format!("`{}`", file.shown.display()));
        names.collect::<Vec<String>>().join(", ")
    };
    match files.split_at(done) {
        ([], _) => "Nothing was written.".to_owned(),
        (new, old) => format!("New: {}\nAs before: {}", names(new), names(old)),
    }
}
