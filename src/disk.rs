//! The only place that touches files.

mod append;
mod folder;
mod search;

use std::{
    fmt, fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

pub use append::append;
pub use folder::Folder;
pub use search::{beginning, below, remove};

use crate::source::decode::{MOST_BYTES, decode};

/// What went wrong with which file.
#[derive(Debug)]
pub struct Error {
    path: PathBuf,
    what: &'static str,
    cause: io::Error,
}

impl Error {
    /// Whether there is no such file.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.cause.kind() == io::ErrorKind::NotFound
    }

    /// Why it went wrong, without the file's name.
    #[must_use]
    pub fn why(&self) -> String {
        self.cause.to_string()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "cannot {} {}: {}",
            self.what,
            self.path.display(),
            self.cause
        )
    }
}

impl std::error::Error for Error {}

fn error<'a>(what: &'static str, path: &'a Path) -> impl FnOnce(io::Error) -> Error + 'a {
    move |cause| Error {
        path: path.to_owned(),
        what,
        cause,
    }
}

/// The text of the spec at `path`.
///
/// # Errors
/// If it cannot be read, is no text, or is too long for a spec.
pub fn read(path: &Path) -> Result<String, Error> {
    let file = fs::File::open(path).map_err(error("read", path))?;
    text(file).map_err(error("read", path))
}

/// The text of the spec on standard input.
///
/// # Errors
/// If it cannot be read, is no text, or is too long for a spec.
pub fn read_input() -> Result<String, Error> {
    text(io::stdin()).map_err(error("read", Path::new("standard input")))
}

/// All that `spec` has to say; of what never ends no more is read than a spec can have.
fn text(spec: impl Read) -> io::Result<String> {
    let mut bytes = Vec::new();
    spec.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    decode(bytes).map_err(|why| io::Error::new(io::ErrorKind::InvalidData, why))
}

/// The text of the file at `path`, if there is one. What is not UTF-8 is read as far as it can be.
///
/// # Errors
/// If there is one, and it cannot be read.
pub fn read_if_there(path: &Path) -> Result<Option<String>, Error> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(error("read", path)(cause)),
    }
}

/// Whether there is a file or a folder at `path`.
#[must_use]
pub fn is_there(path: &Path) -> bool {
    path.exists()
}

/// Whether `path` is a folder.
#[must_use]
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether `path` is there and no file of text can be: a device, or a pipe, which may never end.
#[must_use]
pub fn is_special(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|file| !file.is_file() && !file.is_dir())
}

/// `path` from the root and without links, by which two paths of one file are the same; itself if there is no such file.
#[must_use]
pub fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// The names of the files in `folder` that end in `ending`, in the order of the alphabet.
#[must_use]
pub fn names(folder: &Path, ending: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.ends_with(ending))
        .collect();
    names.sort();
    names
}

/// Writes `files`. Each is written whole beside its place first, and only when all are do they take their places:
/// a failure before that changes nothing, and a file is at any moment the old one or the new one.
///
/// # Errors
/// At the first that cannot be written; those before it are in place, those after it are as they were.
pub fn write(files: &[(PathBuf, String)]) -> Result<(), Error> {
    let staged: Vec<(NamedTempFile, &PathBuf)> = files
        .iter()
        .map(|(path, text)| Ok((stage(path, text)?, path)))
        .collect::<Result<_, Error>>()?;
    for (file, path) in staged {
        file.persist(path)
            .map_err(|failed| error("write", path)(failed.error))?;
    }
    Ok(())
}

fn stage(path: &Path, text: &str) -> Result<NamedTempFile, Error> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(error("make the folder", folder))?;
    let mut file = builder(path)
        .tempfile_in(folder)
        .map_err(error("write", path))?;
    file.write_all(text.as_bytes())
        .map_err(error("write", path))?;
    file.as_file().sync_all().map_err(error("write", path))?;
    Ok(file)
}

/// A file beside `path`, with the permissions of the one that it will replace.
#[cfg(unix)]
fn builder(path: &Path) -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let mut builder = tempfile::Builder::new();
    // The umask takes its part of 0o666.
    let mode = fs::metadata(path).map_or(0o666, |old| old.permissions().mode() & 0o777);
    builder
        .prefix(".tvgen-")
        .permissions(fs::Permissions::from_mode(mode));
    builder
}

/// A file beside `path`.
#[cfg(not(unix))]
fn builder(_: &Path) -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".tvgen-");
    builder
}
