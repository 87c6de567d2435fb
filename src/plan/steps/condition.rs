//! Conditions as GitHub's expressions.

use crate::{
    lang::{Text, expr::Expr},
    plan::when::When,
};

/// Prints `when` as one expression.
pub(crate) fn print(when: &When) -> Text<Expr> {
    placed(when.tree().print(), when)
}

/// Prints `when` as a term of an expression: in parentheses where it has several terms of its own.
pub(crate) fn grouped(when: &When) -> Text<Expr> {
    placed(when.tree().print_term(), when)
}

fn placed(text: Text<Expr>, when: &When) -> Text<Expr> {
    when.places().into_iter().fold(text, |text, at| text.at(at))
}
