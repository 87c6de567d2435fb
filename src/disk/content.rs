//! The content of a file on disk, valid UTF-8 or not.

use std::{fmt::Write, ops::Deref};

/// The text of a file on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    text: String,
    is_utf8: bool,
}

impl Content {
    /// Decodes `bytes`. Invalid UTF-8 becomes escapes such as `\xff`, one for each byte.
    pub(super) fn decode(bytes: Vec<u8>) -> Self {
        match String::from_utf8(bytes) {
            Ok(text) => text.into(),
            Err(error) => {
                let mut text = String::new();
                for chunk in error.as_bytes().utf8_chunks() {
                    text.push_str(chunk.valid());
                    for byte in chunk.invalid() {
                        let _ = write!(text, "\\x{byte:02x}");
                    }
                }
                Self {
                    text,
                    is_utf8: false,
                }
            }
        }
    }

    /// Whether the file is valid UTF-8. Otherwise it differs from every text, even if it looks the same.
    #[must_use]
    pub fn is_utf8(&self) -> bool {
        self.is_utf8
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self {
            text,
            is_utf8: true,
        }
    }
}

impl Deref for Content {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}
