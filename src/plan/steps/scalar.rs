//! Values of a workflow, before they are written as YAML.

use crate::{
    lang::{
        Text,
        expr::{Expr, Segment},
        yaml::{Line, Tree},
    },
    place::{Place, Placed},
};

/// A value of a workflow.
#[derive(Clone, Debug)]
pub struct Scalar {
    /// The value.
    pub content: Content,
    /// The keys of the spec that set it, in addition to those of its expressions.
    pub places: Vec<Place>,
    /// The comment at the end of its line.
    pub note: Option<&'static str>,
}

/// The content of a scalar.
#[derive(Clone, Debug)]
pub enum Content {
    /// Literal text and expressions.
    Parts(Vec<Segment>),
    /// One expression.
    Expression(Text<Expr>),
    /// A list, one item per line.
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
            places: Vec::new(),
            note: None,
        }
    }
}

impl Scalar {
    /// The string, if it contains no expression.
    #[must_use]
    pub fn literal(&self) -> Option<&str> {
        if let Content::Parts(parts) = &self.content
            && let [Segment::Literal(text)] = &parts[..]
        {
            return Some(text);
        }
        None
    }

    /// A literal string.
    pub(in crate::plan) fn text(text: &str) -> Self {
        Self::parts(&[Segment::literal(text)])
    }

    /// Literal text and expressions.
    pub(in crate::plan) fn parts(parts: &[Segment]) -> Self {
        Content::Parts(parts.to_vec()).into()
    }

    /// One expression.
    pub(in crate::plan) fn expression(expression: &Text<Expr>) -> Self {
        Content::Expression(expression.clone()).into()
    }

    /// A list, one item per line.
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

    /// Adds `place` to the origins.
    pub(in crate::plan) fn with_place(mut self, place: &Place) -> Self {
        self.places.push(place.clone());
        self
    }

    /// Adds `note` as a comment at the end of the line.
    pub(in crate::plan) fn with_note(mut self, note: &'static str) -> Self {
        self.note = Some(note);
        self
    }
}
