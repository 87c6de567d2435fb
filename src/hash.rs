//! SHA-256, as people write it.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// The SHA-256 of `text`: 64 hexadecimal digits in lower case.
#[must_use]
pub fn sha256(text: &str) -> String {
    Sha256::digest(text)
        .iter()
        .fold(String::with_capacity(64), |mut digits, byte| {
            let _ = write!(digits, "{byte:02x}");
            digits
        })
}
