//! Errors in the placeholders of a template.

use super::Placeholder;
use crate::finding::find_nearest;

/// An error in the placeholders of a [`Template`](super::Template).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceholderError {
    /// An unknown placeholder, by name.
    Unknown(String),
    /// A `{` without a closing `}`, by the text that follows it.
    Unclosed(String),
    /// A `}` without an opening `{`.
    Unopened,
}

impl PlaceholderError {
    /// The message for the template `text`.
    #[must_use]
    pub fn message(&self, text: &str) -> String {
        match self {
            Self::Unknown(name) => format!("unknown placeholder `{{{name}}}` in `{text}`"),
            Self::Unclosed(name) => format!("`{{{name}` is not closed in `{text}`"),
            Self::Unopened => format!("unmatched `}}` in `{text}`"),
        }
    }

    /// The label of the excerpt.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "unknown placeholder",
            Self::Unclosed(_) => "unclosed `{`",
            Self::Unopened => "unmatched `}`",
        }
    }

    /// The fix, given the supported placeholders `known`.
    #[must_use]
    pub fn help(&self, known: &[Placeholder]) -> String {
        let names = || known.iter().map(|placeholder| placeholder.name());
        let all = || {
            names()
                .map(|name| format!("`{{{name}}}`"))
                .collect::<Vec<_>>()
                .join(", ")
        };
        match self {
            Self::Unknown(name) => match find_nearest(name, names()) {
                Some(near) => format!("did you mean `{{{near}}}`?"),
                None if known.is_empty() => {
                    format!("remove `{{{name}}}`: no placeholder is supported here")
                }
                None if known.len() == 1 => format!("write {}, the only placeholder here", all()),
                None => format!("write one of {}", all()),
            },
            Self::Unclosed(text) => match names().find(|name| text.starts_with(name)) {
                Some(name) => format!("close it: `{{{name}}}`"),
                None => "remove the `{`: it can only start a placeholder".to_owned(),
            },
            Self::Unopened => "remove the `}`: it can only end a placeholder".to_owned(),
        }
    }
}
