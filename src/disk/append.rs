//! Text behind what stands in a file that is not ours.

use std::{fs, io::Write, path::Path};

use super::{Error, error::error};

/// Writes `text` behind what stands in the file at `path`, which is made if it is not there.
///
/// # Errors
/// If it cannot be written.
pub fn append(path: &Path, text: &str) -> Result<(), Error> {
    let mut file = fs::OpenOptions::new()
        .append(true)
        .create(true)
        .open(path)
        .map_err(error("write", path))?;
    file.write_all(text.as_bytes())
        .map_err(error("write", path))
}
