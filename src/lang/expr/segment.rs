//! Segments of a value in which GitHub evaluates expressions.

use super::Expr;
use crate::lang::Text;

/// A segment of a value.
#[derive(Clone, Debug)]
pub enum Segment {
    /// Literal text.
    Literal(String),
    /// An expression that GitHub evaluates.
    Expr(Text<Expr>),
}

impl Segment {
    /// Creates a literal segment.
    pub fn literal(text: impl Into<String>) -> Self {
        Self::Literal(text.into())
    }
}
