//! Files of a spec, and spans in them.

use std::ops::Range;

use super::Positions;

/// A file of a spec.
#[derive(Clone, Debug)]
pub struct File {
    /// The path as the user gave it, or as derived from the `extends` of another file.
    pub name: String,
    /// The text.
    pub text: String,
}

impl File {
    /// The line and the column of a byte, both from 1; columns count characters.
    #[must_use]
    pub fn position(&self, byte: usize) -> (usize, usize) {
        Positions::new(&self.text).position(byte)
    }
}

/// A byte range in a file of a source; ordered by file, then by byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file: 0 for the spec itself, 1 for its base spec, and so on.
    pub file: usize,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// Creates the span `bytes` of the file `file`.
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

    /// Whether the span is empty.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }
}
