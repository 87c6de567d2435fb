//! Escapes values for .dockerignore.

use super::{Lang, Text};

/// The language of .dockerignore.
#[derive(Clone, Copy, Debug)]
pub struct Dockerignore;

impl Lang for Dockerignore {
    const NAME: &'static str = "dockerignore";
}

/// A pattern of paths to exclude; with `!` at the start, paths to include again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(String);

impl Pattern {
    /// Parses `pattern`; `None` if Docker would reject it or read it differently: Docker trims spaces, and `#`
    /// starts a comment.
    #[must_use]
    pub fn parse(pattern: &str) -> Option<Self> {
        let path = pattern.strip_prefix('!').unwrap_or(pattern);
        let is_valid = !path.is_empty()
            && path.trim() == path
            && !pattern.starts_with('#')
            && !path.starts_with('!')
            && !path.ends_with('\\')
            && has_closed_classes(path)
            && super::line::first_break(pattern).is_none();
        is_valid.then(|| Self(pattern.to_owned()))
    }

    /// The pattern.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether every `[` of `path` is closed by a `]` after at least one character: Docker rejects the file otherwise.
fn has_closed_classes(path: &str) -> bool {
    let classes = path.split('[').skip(1);
    classes
        .into_iter()
        .all(|class| class.find(']').is_some_and(|end| end > 0))
}

/// A pattern.
#[must_use]
pub fn pattern(pattern: &Pattern) -> Text<Dockerignore> {
    Text::encoded(pattern.0.as_str().to_owned())
}

/// The text of a comment, without the `#`.
#[must_use]
pub fn comment(value: &str) -> Text<Dockerignore> {
    Text::encoded(value.to_owned())
}
