//! The lines and the columns of a text: read through once, and never again from its beginning.

/// How many bytes there are from one byte whose position is known to the next, at least.
const STRIDE: usize = 256;

/// The lines and the columns of a text.
#[derive(Debug)]
pub struct Positions<'a> {
    text: &'a str,
    /// Bytes, with their lines and columns.
    known: Vec<(usize, (usize, usize))>,
}

impl<'a> Positions<'a> {
    /// Those of `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let (mut byte, mut position) = (beginning(text), (1, 1));
        let mut known = vec![(byte, position)];
        while byte + STRIDE < text.len() {
            let next = boundary(text, byte + STRIDE);
            position = behind(&text[byte..next], position);
            byte = next;
            known.push((byte, position));
        }
        Self { text, known }
    }

    /// The line and the column of a byte, both from 1; columns count characters.
    #[must_use]
    pub fn of(&self, byte: usize) -> (usize, usize) {
        let byte = boundary(self.text, byte.max(beginning(self.text)));
        let later = self.known.partition_point(|(known, _)| *known <= byte);
        let (known, position) = self.known[later - 1];
        behind(&self.text[known..byte], position)
    }
}

/// The first byte that is read: a byte order mark is no character of the text.
fn beginning(text: &str) -> usize {
    if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    }
}

/// The first byte at or after `byte` that begins a character, or the end of the text.
fn boundary(text: &str, byte: usize) -> usize {
    let mut bytes = byte..text.len();
    bytes
        .find(|byte| text.is_char_boundary(*byte))
        .unwrap_or(text.len())
}

/// The line and the column behind `text`, which begins at `position`.
fn behind(text: &str, (mut line, mut column): (usize, usize)) -> (usize, usize) {
    for byte in text.bytes() {
        if byte == b'\n' {
            (line, column) = (line + 1, 1);
        } else if !is_continued(byte) {
            column += 1;
        }
    }
    (line, column)
}

/// Whether `byte` goes on with a character that another one began.
fn is_continued(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}
