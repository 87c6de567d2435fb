//! Finds the line and column of a byte, without rescanning the text from its start.

/// The minimum distance in bytes between known positions.
const STRIDE: usize = 256;

/// An index of the lines and columns of a text.
#[derive(Debug)]
pub struct Positions<'a> {
    text: &'a str,
    /// Byte offsets with their lines and columns.
    known: Vec<(usize, (usize, usize))>,
}

impl<'a> Positions<'a> {
    /// Builds the index of `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let (mut byte, mut position) = (start(text), (1, 1));
        let mut known = vec![(byte, position)];
        while byte + STRIDE < text.len() {
            let next = next_boundary(text, byte + STRIDE);
            position = advance(&text[byte..next], position);
            byte = next;
            known.push((byte, position));
        }
        Self { text, known }
    }

    /// The line and column of a byte, both from 1; columns count characters.
    #[must_use]
    pub fn position(&self, byte: usize) -> (usize, usize) {
        let byte = next_boundary(self.text, byte.max(start(self.text)));
        let later = self.known.partition_point(|(known, _)| *known <= byte);
        let (known, position) = self.known[later - 1];
        advance(&self.text[known..byte], position)
    }
}

/// The offset of the first character, after a byte order mark.
fn start(text: &str) -> usize {
    if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    }
}

/// The first character boundary at or after `byte`.
fn next_boundary(text: &str, byte: usize) -> usize {
    let mut bytes = byte..text.len();
    bytes
        .find(|byte| text.is_char_boundary(*byte))
        .unwrap_or(text.len())
}

/// The position after `text`, which starts at `position`.
fn advance(text: &str, (mut line, mut column): (usize, usize)) -> (usize, usize) {
    for byte in text.bytes() {
        if byte == b'\n' {
            (line, column) = (line + 1, 1);
        } else if !is_continuation(byte) {
            column += 1;
        }
    }
    (line, column)
}

/// Whether `byte` is a UTF-8 continuation byte.
fn is_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}
