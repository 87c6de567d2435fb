//! Computes SHA-256 checksums.

use sha2::{Digest, Sha256};

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// The SHA-256 of `text`: 64 hexadecimal digits in lower case.
#[must_use]
pub fn sha256(text: &str) -> String {
    let digit = |value: u8| char::from(DIGITS[usize::from(value)]);
    let bytes = Sha256::digest(text);
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(digit).collect()
}
