//! What is wrong with the placeholders of a template.

use super::Placeholder;
use crate::finding::nearest;

/// What is wrong with the placeholders of a [`Template`](super::Template).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A placeholder, by its name, that stands for nothing here.
    Unknown(String),
    /// A `{` without its `}`, by what follows it.
    Unclosed(String),
    /// A `}` without its `{`.
    Unopened,
}

impl Fault {
    /// What is wrong with `text`.
    #[must_use]
    pub fn message(&self, text: &str) -> String {
        match self {
            Self::Unknown(name) => format!("`{{{name}}}` stands for nothing in `{text}`"),
            Self::Unclosed(name) => format!("`{{{name}` is not closed in `{text}`"),
            Self::Unopened => format!("a `}}` closes nothing in `{text}`"),
        }
    }

    /// What is wrong, in two words.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "unknown placeholder",
            Self::Unclosed(_) => "unclosed `{`",
            Self::Unopened => "lone `}`",
        }
    }

    /// What to write instead, where the placeholders `known` can stand.
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
            Self::Unknown(name) => match nearest(name, names()) {
                Some(near) => format!("did you mean `{{{near}}}`?"),
                None if known.is_empty() => {
                    format!("take `{{{name}}}` out: no placeholder can stand here")
                }
                None if known.len() == 1 => format!("write {}, the only placeholder here", all()),
                None => format!("write one of {}", all()),
            },
            Self::Unclosed(text) => match names().find(|name| text.starts_with(name)) {
                Some(name) => format!("close it: `{{{name}}}`"),
                None => "take the `{` out: it only begins a placeholder".to_owned(),
            },
            Self::Unopened => "take the `}` out: it only ends a placeholder".to_owned(),
        }
    }
}
