//! Reads files within limits.

use std::{
    fs::{self, File, Metadata, OpenOptions},
    io::{self, Read},
    path::Path,
};

use super::{Error, error::error};
use crate::source::decode::{MOST_BYTES, decode};

/// Why a pipe, a socket or a device is not read.
pub(super) const SPECIAL: &str = "it is a pipe, a socket or a device, not a file of text";

const KIB: usize = 1024;

/// The most bytes of a generated file, or of a file at its path.
pub(super) const MOST_OUTPUT: usize = 4 * KIB * KIB;
/// The most bytes of a repository file that rules read, such as a Gemfile.
pub(super) const MOST_REPOSITORY_FILE: usize = KIB * KIB;
/// The most bytes of a lockfile.
pub(super) const MOST_LOCKFILE: usize = 16 * KIB * KIB;
/// The most bytes of a file of ignore rules.
pub(super) const MOST_IGNORE_FILE: usize = 256 * KIB;

/// Reads the first `most` bytes of the regular file at `path`.
///
/// A pipe or a device is refused before it is opened, because opening it can have side effects, and again afterwards, in case
/// the file was replaced. The file is opened non-blocking: `/proc/kmsg`, for example, is a regular file and still blocks its
/// reader.
pub(super) fn read_start(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    refuse_special(&fs::metadata(path)?)?;
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        options.custom_flags(flags.bits().cast_signed());
    }
    read_open(options.open(path)?, most)
}

/// Reads the first `most` bytes of `file`, if that is a regular file.
fn read_open(file: File, most: usize) -> io::Result<Vec<u8>> {
    refuse_special(&file.metadata()?)?;
    let mut bytes = Vec::new();
    // The reported size is not reliable: a file can grow, and in `/proc` the size is always 0.
    file.take(most as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads the whole regular file at `path`, unless it has more than `most` bytes.
pub(super) fn read_whole(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    whole(read_start(path, most + 1)?, most)
}

/// Reads `file`, which is an output or a file at the path of one.
pub(super) fn read_file(file: File) -> io::Result<Vec<u8>> {
    whole(read_open(file, MOST_OUTPUT + 1)?, MOST_OUTPUT)
}

fn whole(bytes: Vec<u8>, most: usize) -> io::Result<Vec<u8>> {
    if bytes.len() > most {
        return Err(too_large(most));
    }
    Ok(bytes)
}

/// Checks that the file at `path` is not a pipe or a device, and has at most `most` bytes.
pub(super) fn check_size(path: &Path, most: usize) -> io::Result<()> {
    let file = fs::metadata(path)?;
    refuse_special(&file)?;
    if file.is_file() && file.len() > most as u64 {
        return Err(too_large(most));
    }
    Ok(())
}

fn too_large(most: usize) -> io::Error {
    let why = format!("it is larger than {}", size(most));
    io::Error::new(io::ErrorKind::FileTooLarge, why)
}

fn refuse_special(file: &Metadata) -> io::Result<()> {
    if file.is_file() || file.is_dir() {
        return Ok(());
    }
    Err(io::Error::new(io::ErrorKind::InvalidInput, SPECIAL))
}

/// Formats a limit: `4 MiB`.
fn size(bytes: usize) -> String {
    if bytes.is_multiple_of(KIB * KIB) {
        format!("{} MiB", bytes / (KIB * KIB))
    } else {
        format!("{} KiB", bytes / KIB)
    }
}

/// The text of the spec at `path`.
///
/// # Errors
/// If it cannot be read, is no text, or is too long for a spec; a pipe is not waited for.
pub fn read(path: &Path) -> Result<String, Error> {
    let bytes = read_start(path, MOST_BYTES + 1);
    bytes.and_then(text).map_err(error("read", path))
}

/// The text of the spec on standard input.
///
/// # Errors
/// If it cannot be read, is no text, or is too long for a spec.
pub fn read_input() -> Result<String, Error> {
    let mut bytes = Vec::new();
    let input = io::stdin().take(MOST_BYTES as u64 + 1);
    let read = { input }.read_to_end(&mut bytes);
    read.and_then(|_| text(bytes))
        .map_err(error("read", Path::new("standard input")))
}

fn text(spec: Vec<u8>) -> io::Result<String> {
    decode(spec).map_err(|why| io::Error::new(io::ErrorKind::InvalidData, why))
}

/// The text of the file at `path`, if there is one. What is not UTF-8 is read as far as it can be.
///
/// # Errors
/// If it exists but cannot be read or is larger than any output; a pipe does not block.
pub fn read_if_there(path: &Path) -> Result<Option<String>, Error> {
    read_text(path, path, MOST_OUTPUT)
}

/// The text of the file at `path`, if it exists and has at most `most` bytes; messages name it `shown`.
pub(super) fn read_text(path: &Path, shown: &Path, most: usize) -> Result<Option<String>, Error> {
    match read_whole(path, most) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(error("read", shown)(cause)),
    }
}

/// The first `bytes` bytes of the file at `path`, decoded lossily; empty if it cannot be read.
#[must_use]
pub fn beginning(path: &Path, bytes: usize) -> String {
    let start = read_start(path, bytes).unwrap_or_default();
    String::from_utf8_lossy(&start).into_owned()
}
