//! What a key is by default, as its description says it.

use super::keys::Key;

/// How that is said, after the first sentence or at its end.
const BY_DEFAULT: &str = "; by default ";

impl Key {
    /// What it is, and what it is by default, each as its description says it.
    #[must_use]
    pub fn parts(&self) -> (String, Option<String>) {
        let description = self.description();
        let Some((what, rest)) = description.split_once(BY_DEFAULT) else {
            return (description.to_owned(), None);
        };
        let (default, more) = rest.split_once(". ").unwrap_or((rest, ""));
        let default = default.trim_end_matches('.');
        let what = format!("{what}. {more}").trim_end().to_owned();
        (what, Some(default.to_owned()))
    }
}
