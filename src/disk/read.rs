//! Reads texts.

use std::{
    fs,
    io::{self, Read},
    path::Path,
};

use super::{Error, error::error, is_special};
use crate::source::decode::{MOST_BYTES, decode};

/// What is no file of text, and why.
pub(super) const SPECIAL: &str = "it is a pipe, a socket or a device, not a file of text";

/// The text of the spec at `path`.
///
/// # Errors
/// If it cannot be read, is no text, or is too long for a spec; a pipe is not waited for.
pub fn read(path: &Path) -> Result<String, Error> {
    refuse_special(path)?;
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
/// If there is one, and it cannot be read; a pipe is not waited for.
pub fn read_if_there(path: &Path) -> Result<Option<String>, Error> {
    refuse_special(path)?;
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(error("read", path)(cause)),
    }
}

/// An error if a pipe, a socket or a device is at `path`.
fn refuse_special(path: &Path) -> Result<(), Error> {
    if is_special(path) {
        let cause = io::Error::new(io::ErrorKind::InvalidInput, SPECIAL);
        return Err(error("read", path)(cause));
    }
    Ok(())
}

/// The bytes of `file`.
pub(super) fn read_file(mut file: fs::File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}
