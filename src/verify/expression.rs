//! Normalizes texts with expressions for comparison.

use crate::lang::expr::{embedded, tree::Tree};

/// Normalizes the condition `text`; unchanged if GitHub cannot parse it.
pub(super) fn normalize_condition(text: &str) -> String {
    embedded::parse_condition(text).map_or_else(
        |_| text.to_owned(),
        |expression| print_normalized(&expression.tree),
    )
}

/// Normalizes and prints `tree`.
pub(super) fn print_normalized(tree: &Tree) -> String {
    tree.normalize().print().as_str().to_owned()
}

/// The scalar `text` with constants evaluated, and `{…}` for other expressions.
pub(super) fn outline(text: &str) -> String {
    let Ok(expressions) = embedded::parse_all(text) else {
        return text.to_owned();
    };
    let mut out = String::new();
    let mut from = 0;
    for expression in expressions {
        out.push_str(&text[from..expression.range.start]);
        out.push_str(&expression.tree.outline());
        from = expression.range.end;
    }
    out + &text[from..]
}
