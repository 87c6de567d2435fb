//! The parts of a value in which GitHub evaluates expressions.

use super::Expr;
use crate::lang::Text;

/// A part of a value.
#[derive(Clone, Debug)]
pub enum Part {
    /// Characters that mean themselves.
    Literal(String),
    /// What GitHub evaluates.
    Expr(Text<Expr>),
}

impl Part {
    /// Characters that mean themselves.
    pub fn literal(text: impl Into<String>) -> Self {
        Self::Literal(text.into())
    }
}
