//! How a value becomes text: what no value can break out of, for each output language.
//!
//! Only the files of this folder can make a [`Text`], and only [`Text`] can be printed by a template. A row's text enters
//! a column's language through the function that the cell names, or not at all:
//!
//! | into | a value of the spec | an expression | a script |
//! |---|---|---|---|
//! | Yaml | [`yaml::value`] | [`yaml::value`] | [`yaml::block`] |
//! | Expr | [`expr::string`], [`expr::tree`] | | **never** |
//! | Shell | [`shell::word`] | **never** | [`shell::and_then`] |
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

pub use origin::{Cause, Origin, Reason, untraced};

use crate::place::Place;

/// An output language.
pub trait Lang: Copy + fmt::Debug + Send + Sync + 'static {
    /// The language's name, for messages about templates.
    const NAME: &'static str;
    /// How its comments are written.
    const COMMENT: Comment = Comment::Hash;
}

/// How comments are written that have a line of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comment {
    /// `# words`
    Hash,
    /// `<!-- words -->`
    Markup,
}

impl Comment {
    /// What stands before the words and after them.
    #[must_use]
    pub fn marks(self) -> (&'static str, &'static str) {
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
    /// Only the files of this folder may call this.
    pub(in crate::lang) fn encoded(text: impl Into<Cow<'static, str>>) -> Self {
        Self::of(text.into(), None)
    }

    /// Text whose lines came from `origins`.
    pub(in crate::lang) fn traced(
        text: impl Into<Cow<'static, str>>,
        origins: impl IntoIterator<Item = Origin>,
    ) -> Self {
        let origins = || origins.into_iter().collect();
        Self::of(text.into(), origin::is_traced().then(origins))
    }

    fn of(text: Cow<'static, str>, origins: Option<Box<[Origin]>>) -> Self {
        Self {
            encoded: Arc::new(Encoded {
                lang: L::NAME,
                text,
                origins,
            }),
            lang: PhantomData,
        }
    }

    /// The same text, every line of it made from `place` too.
    #[must_use]
    pub fn at(&self, place: &Place) -> Self {
        if !origin::is_traced() {
            return self.clone();
        }
        let mut origins = self.origins().to_vec();
        origins.extend((0..self.lines()).map(|line| Origin {
            line,
            cause: Cause::Spec(place.clone()),
        }));
        Self::traced(self.encoded.text.clone(), origins)
    }

    /// The same text, every line of it that has no reason yet written for the reason `why`.
    #[must_use]
    pub fn because(&self, why: &'static str) -> Self {
        if !origin::is_traced() {
            return self.clone();
        }
        let mut origins = self.origins().to_vec();
        let mut bare = vec![true; self.lines()];
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
        origins.extend(bare.map(|(line, _)| Origin::because(line, why)));
        Self::traced(self.encoded.text.clone(), origins)
    }

    /// How many lines it has; an empty text has one.
    fn lines(&self) -> usize {
        self.as_str().trim_end_matches('\n').matches('\n').count() + 1
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.encoded.text
    }

    /// Which lines came from where.
    #[must_use]
    pub fn origins(&self) -> &[Origin] {
        self.encoded.origins.as_deref().unwrap_or_default()
    }
}

/// An empty text that gives a template's line, and those after it, the reason `why`: up to the next reason.
#[must_use]
pub fn why<L: Lang>(why: &'static str) -> Text<L> {
    Text::encoded("").because(why)
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

/// What a [`Text`] is to the template engine too.
#[derive(Debug)]
pub(in crate::lang) struct Encoded {
    pub(in crate::lang) lang: &'static str,
    pub(in crate::lang) text: Cow<'static, str>,
    /// Which lines came from where; none where nothing is known.
    pub(in crate::lang) origins: Option<Box<[Origin]>>,
}

impl Object for Encoded {
    /// A text that is there is there, even if it is empty.
    fn is_true(self: &Arc<Self>) -> bool {
        true
    }
}

impl<L: Lang> Serialize for Text<L> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::from_dyn_object(self.encoded.clone()).serialize(serializer)
    }
}
