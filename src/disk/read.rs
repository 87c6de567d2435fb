//! Reads files within limits.

use std::{
    fs::{self, File, Metadata, OpenOptions},
    io::{self, Read},
    path::Path,
};

use super::{Error, error::io_error};
use crate::source::decode::{MAX_BYTES, decode};

/// The reason why a pipe, a socket or a device is rejected.
pub(super) const SPECIAL: &str = "it is a pipe, a socket or a device, not a text file";

const KIB: usize = 1024;

/// The size limit of a generated file, in bytes.
pub(super) const MAX_OUTPUT: usize = 4 * KIB * KIB;
/// The size limit of a repository file that rules read, such as a Gemfile, in bytes.
pub(super) const MAX_REPOSITORY_FILE: usize = KIB * KIB;
/// The size limit of a lockfile, in bytes.
pub(super) const MAX_LOCKFILE: usize = 16 * KIB * KIB;
/// The size limit of a file of ignore rules, in bytes.
pub(super) const MAX_IGNORE_FILE: usize = 256 * KIB;

/// Reads the first `limit` bytes of the regular file at `path`.
///
/// A pipe or a device is refused before it is opened, because opening it can have side effects, and again afterwards, in case
/// the file was replaced. The file is opened non-blocking: `/proc/kmsg`, for example, is a regular file and still blocks its
/// reader.
pub(super) fn read_start(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
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
    read_open(options.open(path)?, limit)
}

/// Reads the first `limit` bytes of `file`, if that is a regular file.
fn read_open(file: File, limit: usize) -> io::Result<Vec<u8>> {
    refuse_special(&file.metadata()?)?;
    let mut bytes = Vec::new();
    // The reported size is not reliable: a file can grow, and in `/proc` the size is always 0.
    file.take(limit as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads the whole regular file at `path`, unless it has more than `limit` bytes.
pub(super) fn read_whole(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    check_length(read_start(path, limit + 1)?, limit)
}

/// Reads `file`, which is an output or is at the path of an output.
pub(super) fn read_file(file: File) -> io::Result<Vec<u8>> {
    check_length(read_open(file, MAX_OUTPUT + 1)?, MAX_OUTPUT)
}

fn check_length(bytes: Vec<u8>, limit: usize) -> io::Result<Vec<u8>> {
    if bytes.len() > limit {
        return Err(too_large(limit));
    }
    Ok(bytes)
}

/// Checks that the file at `path` is not a pipe or a device, and has at most `limit` bytes.
pub(super) fn check_size(path: &Path, limit: usize) -> io::Result<()> {
    let file = fs::metadata(path)?;
    refuse_special(&file)?;
    if file.is_file() && file.len() > limit as u64 {
        return Err(too_large(limit));
    }
    Ok(())
}

fn too_large(limit: usize) -> io::Error {
    let reason = format!("it is larger than {}", size(limit));
    io::Error::new(io::ErrorKind::FileTooLarge, reason)
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
/// If it cannot be read, is not UTF-8, or is too large for a spec. A pipe does not block.
pub fn read_spec(path: &Path) -> Result<String, Error> {
    let bytes = read_start(path, MAX_BYTES + 1);
    bytes.and_then(text).map_err(io_error("read", path))
}

/// The text of the spec on standard input.
///
/// # Errors
/// If it cannot be read, is not UTF-8, or is too large for a spec.
pub fn read_stdin() -> Result<String, Error> {
    let mut bytes = Vec::new();
    let input = io::stdin().take(MAX_BYTES as u64 + 1);
    let read = { input }.read_to_end(&mut bytes);
    read.and_then(|_| text(bytes))
        .map_err(io_error("read", Path::new("standard input")))
}

fn text(spec: Vec<u8>) -> io::Result<String> {
    decode(spec).map_err(|why| io::Error::new(io::ErrorKind::InvalidData, why))
}

/// The text of the file at `path`, decoded lossily; `None` if it does not exist.
///
/// # Errors
/// If it exists but cannot be read, or is larger than any output. A pipe does not block.
pub fn read_if_exists(path: &Path) -> Result<Option<String>, Error> {
    read_text(path, path, MAX_OUTPUT)
}

/// The text of the file at `path`, if it exists and has at most `limit` bytes; messages name it `shown`.
pub(super) fn read_text(path: &Path, shown: &Path, limit: usize) -> Result<Option<String>, Error> {
    match read_whole(path, limit) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(io_error("read", shown)(cause)),
    }
}

/// The first `bytes` bytes of the file at `path`, decoded lossily; empty if it cannot be read.
#[must_use]
pub fn read_beginning(path: &Path, bytes: usize) -> String {
    let start = read_start(path, bytes).unwrap_or_default();
    String::from_utf8_lossy(&start).into_owned()
}
