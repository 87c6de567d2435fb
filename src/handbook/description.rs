//! Splits the description of a key from its default.

use super::keys::Key;

/// The start of the last sentence of a description, if the key has a default.
const DEFAULT: &str = " Default: ";

impl Key {
    /// The description and the default of the key.
    #[must_use]
    pub fn split_description(&self) -> (String, Option<String>) {
        let description = self.description();
        match description.split_once(DEFAULT) {
            Some((text, default)) => {
                let default = default.trim_end_matches('.');
                (text.to_owned(), Some(default.to_owned()))
            }
            None => (description.to_owned(), None),
        }
    }
}
