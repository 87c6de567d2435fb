//! Texts with expressions, in one form for all that mean the same.

use crate::lang::expr::{hole, tree::Tree};

/// The condition `text` in its one form; unchanged if GitHub cannot parse it.
pub(super) fn condition(text: &str) -> String {
    hole::condition(text).map_or_else(|_| text.to_owned(), |hole| normal(&hole.tree))
}

/// The condition `tree` in its one form.
pub(super) fn normal(tree: &Tree) -> String {
    tree.normal().print().as_str().to_owned()
}

/// The scalar `text`, constants in it evaluated, `{…}` where GitHub evaluates something.
pub(super) fn scalar(text: &str) -> String {
    let Ok(holes) = hole::holes(text) else {
        return text.to_owned();
    };
    let mut out = String::new();
    let mut from = 0;
    for hole in holes {
        out.push_str(&text[from..hole.range.start]);
        out.push_str(&hole.tree.outline());
        from = hole.range.end;
    }
    out + &text[from..]
}
