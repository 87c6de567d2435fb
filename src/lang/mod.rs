//! Escapes values for each output language, so that no value can break out of its place.
//!
//! Only the files of this folder can create a [`Text`], and templates can print only [`Text`]. Each cell names the
//! function that turns a value of the column into text of the row's language:
//!
//! | into | a value of the spec | an expression | a script |
//! |---|---|---|---|
//! | Yaml | [`yaml::value`] | [`yaml::value`] | [`yaml::block`] |
//! | Expr | [`expr::string`], [`expr::tree`] | | **never** |
//! | Shell | [`shell::quote`] | **never** | [`shell::and_then`] |
//! | Docker | [`docker::string`], names by type | | [`docker::shell`] |
//! | Make | [`make::value`], names by type | | [`make::shell`] |
//! | Markdown | [`markdown::inline`], [`markdown::code`], [`markdown::cell`] | | [`markdown::block`] |
//! | Html | [`html::text`] | | |
//! | Mermaid | [`mermaid::text`], names by type | | |
//! | Terminal | [`terminal::text`] | | |

pub mod docker;
pub mod dockerignore;
pub mod expr;
pub mod html;
pub mod id;
pub mod line;
pub mod make;
pub mod markdown;
pub mod mermaid;
mod origin;
pub mod shell;
pub mod template;
pub mod terminal;
pub mod yaml;

use std::{borrow::Cow, fmt, marker::PhantomData, sync::Arc};

use minijinja::value::{Object, Value};
use serde::{Serialize, Serializer};

pub use origin::{Cause, Origin, Reason, without_tracing};

use crate::place::Place;

/// An output language.
pub trait Lang: Copy + fmt::Debug + Send + Sync + 'static {
    /// The name in messages about templates.
    const NAME: &'static str;
    /// The syntax of the language's comments.
    const COMMENT: Comment = Comment::Hash;
}

/// The syntax of a comment on its own line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comment {
    /// `# text`
    Hash,
    /// `<!-- text -->`
    Markup,
}

impl Comment {
    /// The text before and after the comment.
    #[must_use]
    pub fn delimiters(self) -> (&'static str, &'static str) {
        match self {
            Self::Hash => ("# ", ""),
            Self::Markup => ("<!-- ", " -->"),
        }
    }
}

/// Text already encoded for `L`: no value can break out of it.
pub struct Text<L: Lang> {
    encoded: Arc<Encoded>,
    lang: PhantomData<L>,
}

impl<L: Lang> Text<L> {
    /// Creates text that is already escaped. Only the files of this folder may call this.
    pub(in crate::lang) fn encoded(text: impl Into<Cow<'static, str>>) -> Self {
        Self::build(text.into(), None)
    }

    /// Creates escaped text whose lines come from `origins`.
    pub(in crate::lang) fn traced(
        text: impl Into<Cow<'static, str>>,
        origins: impl IntoIterator<Item = Origin>,
    ) -> Self {
        let origins = || origins.into_iter().collect();
        Self::build(text.into(), origin::is_tracing().then(origins))
    }

    fn build(text: Cow<'static, str>, origins: Option<Box<[Origin]>>) -> Self {
        Self {
            encoded: Arc::new(Encoded {
                lang: L::NAME,
                text,
                origins,
            }),
            lang: PhantomData,
        }
    }

    /// Adds `place` to the origins of every line.
    #[must_use]
    pub fn with_place(&self, place: &Place) -> Self {
        if !origin::is_tracing() {
            return self.clone();
        }
        let mut origins = self.origins().to_vec();
        origins.extend((0..self.line_count()).map(|line| Origin {
            line,
            cause: Cause::Spec(place.clone()),
        }));
        Self::traced(self.encoded.text.clone(), origins)
    }

    /// Gives the reason `explanation` to every line that has no reason.
    #[must_use]
    pub fn with_reason(&self, explanation: &'static str) -> Self {
        if !origin::is_tracing() {
            return self.clone();
        }
        let mut origins = self.origins().to_vec();
        let mut bare = vec![true; self.line_count()];
        for origin in self
            .origins()
            .iter()
            .filter(|origin| origin.reason().is_some())
        {
            if let Some(bare) = bare.get_mut(origin.line) {
                *bare = false;
            }
        }
        let bare = bare.iter().enumerate().filter(|(_, bare)| **bare);
        origins.extend(bare.map(|(line, _)| Origin::from_explanation(line, explanation)));
        Self::traced(self.encoded.text.clone(), origins)
    }

    /// The number of lines; 1 for an empty text.
    fn line_count(&self) -> usize {
        self.as_str().trim_end_matches('\n').matches('\n').count() + 1
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.encoded.text
    }

    /// The origins of its lines.
    #[must_use]
    pub fn origins(&self) -> &[Origin] {
        self.encoded.origins.as_deref().unwrap_or_default()
    }
}

/// An empty text. The template line that prints it gets the reason `explanation`, and so do the lines after it, up to
/// the next reason.
#[must_use]
pub fn reason_marker<L: Lang>(explanation: &'static str) -> Text<L> {
    Text::encoded("").with_reason(explanation)
}

impl<L: Lang> Clone for Text<L> {
    fn clone(&self) -> Self {
        Self {
            encoded: self.encoded.clone(),
            lang: PhantomData,
        }
    }
}

impl<L: Lang> fmt::Debug for Text<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{:?}", L::NAME, self.as_str())
    }
}

/// The value inside a [`Text`], which the template engine also sees.
#[derive(Debug)]
pub(in crate::lang) struct Encoded {
    pub(in crate::lang) lang: &'static str,
    pub(in crate::lang) text: Cow<'static, str>,
    /// The origins of its lines; `None` if untraced.
    pub(in crate::lang) origins: Option<Box<[Origin]>>,
}

impl Object for Encoded {
    /// Even an empty text is true in a template.
    fn is_true(self: &Arc<Self>) -> bool {
        true
    }
}

impl<L: Lang> Serialize for Text<L> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::from_dyn_object(self.encoded.clone()).serialize(serializer)
    }
}
