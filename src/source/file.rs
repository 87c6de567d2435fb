//! The files that a spec is written in.

use std::ops::Range;

use super::Positions;

/// A file that the user wrote.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name: a path as the user gave it, or as it follows from the file that builds on it.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl File {
    /// The line and the column of a byte, both from 1; columns count characters.
    #[must_use]
    pub fn position(&self, byte: usize) -> (usize, usize) {
        Positions::new(&self.text).of(byte)
    }
}

/// Bytes of one of the files of a source; in the order of the files, and of the bytes in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file: 0 for the user's own, then what it builds on, and so on.
    pub file: usize,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The `bytes` of the file `file`.
    #[must_use]
    pub fn new(file: usize, bytes: Range<usize>) -> Self {
        Self {
            file,
            start: bytes.start,
            end: bytes.end,
        }
    }

    /// The bytes, without the file.
    #[must_use]
    pub fn bytes(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }
}
