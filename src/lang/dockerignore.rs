//! .dockerignore.

use super::{Lang, Text};

/// The language of .dockerignore.
#[derive(Clone, Copy, Debug)]
pub struct Dockerignore;

impl Lang for Dockerignore {
    const NAME: &'static str = "dockerignore";
}

/// A pattern of paths; after a `!`, one that is kept after all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(String);

impl Pattern {
    /// `pattern`, if Docker reads it as it stands: it trims blanks, and takes a leading `#` for a comment.
    #[must_use]
    pub fn parse(pattern: &str) -> Option<Self> {
        let path = pattern.strip_prefix('!').unwrap_or(pattern);
        let fits = !path.is_empty()
            && path.trim() == path
            && !pattern.starts_with('#')
            && !path.starts_with('!')
            && !path.ends_with('\\')
            && classes_close(path)
            && super::line::first_break(pattern).is_none();
        fits.then(|| Self(pattern.to_owned()))
    }

    /// The pattern.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether each `[` of `path` has its `]`, with a character between them: Docker refuses the file otherwise.
fn classes_close(path: &str) -> bool {
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

/// The text of a comment, without its `#`.
#[must_use]
pub fn comment(value: &str) -> Text<Dockerignore> {
    Text::encoded(value.to_owned())
}
