//! A value of a workflow, before it is written as YAML.

use crate::{
    lang::{
        Text,
        expr::{Expr, Part},
        yaml::{Line, Tree},
    },
    place::{Place, Placed},
};

/// A value of a workflow.
#[derive(Clone, Debug)]
pub struct Scalar {
    /// The value.
    pub content: Content,
    /// The keys of the spec that it comes from, beside those of the expressions in it.
    pub at: Vec<Place>,
    /// The comment after it.
    pub note: Option<&'static str>,
}

/// What a scalar says.
#[derive(Clone, Debug)]
pub enum Content {
    /// Literal characters and expressions.
    Parts(Vec<Part>),
    /// One expression.
    Expression(Text<Expr>),
    /// A list that an action takes as lines.
    Lines(Vec<Line>),
    /// `true` or `false`.
    Flag(bool),
    /// A string of the spec in which GitHub evaluates expressions.
    Github(String),
    /// A value of the spec in which GitHub evaluates expressions.
    Tree(Placed<Tree>),
}

impl From<Content> for Scalar {
    fn from(content: Content) -> Self {
        Self {
            content,
            at: Vec::new(),
            note: None,
        }
    }
}

impl Scalar {
    /// The string, if there is no expression in it.
    #[must_use]
    pub fn literal(&self) -> Option<&str> {
        if let Content::Parts(parts) = &self.content
            && let [Part::Literal(text)] = &parts[..]
        {
            return Some(text);
        }
        None
    }

    /// A literal string.
    pub(in crate::plan) fn text(text: &str) -> Self {
        Self::parts(&[Part::literal(text)])
    }

    /// Literal characters and expressions.
    pub(in crate::plan) fn parts(parts: &[Part]) -> Self {
        Content::Parts(parts.to_vec()).into()
    }

    /// One expression.
    pub(in crate::plan) fn expression(expression: &Text<Expr>) -> Self {
        Content::Expression(expression.clone()).into()
    }

    /// A list, an item a line.
    pub(in crate::plan) fn lines(lines: Vec<Line>) -> Self {
        Content::Lines(lines).into()
    }

    /// `true` or `false`.
    pub(in crate::plan) fn flag(flag: bool) -> Self {
        Content::Flag(flag).into()
    }

    /// A string of the spec in which GitHub evaluates expressions.
    pub(in crate::plan) fn github(text: &str) -> Self {
        Content::Github(text.to_owned()).into()
    }

    /// The same, from the key at `place`.
    pub(in crate::plan) fn at(mut self, place: &Place) -> Self {
        self.at.push(place.clone());
        self
    }

    /// The same, followed by the comment `note`.
    pub(in crate::plan) fn note(mut self, note: &'static str) -> Self {
        self.note = Some(note);
        self
    }
}
