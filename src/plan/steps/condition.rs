//! Prints conditions as GitHub expressions.

use crate::{
    lang::{Text, expr::Expr},
    plan::when::When,
};

/// Prints `when` as one expression.
pub(crate) fn print(when: &When) -> Text<Expr> {
    with_places(when.tree().print(), when)
}

/// Prints `when` as a term of an expression, in parentheses if needed.
pub(crate) fn grouped(when: &When) -> Text<Expr> {
    with_places(when.tree().print_term(), when)
}

fn with_places(text: Text<Expr>, when: &When) -> Text<Expr> {
    when.places()
        .into_iter()
        .fold(text, |text, place| text.with_place(place))
}
