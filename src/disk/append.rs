//! Appends to files of other programs.

use std::{fs, io::Write, path::Path};

use super::{Error, error::io_error};

/// Appends `text` to the file at `path`, which is created if it does not exist.
///
/// # Errors
/// If it cannot be written.
pub fn append(path: &Path, text: &str) -> Result<(), Error> {
    let mut file = fs::OpenOptions::new()
        .append(true)
        .create(true)
        .open(path)
        .map_err(io_error("write", path))?;
    file.write_all(text.as_bytes())
        .map_err(io_error("write", path))
}
