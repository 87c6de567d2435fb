//! Expressions in a text: each is the inside of a `${{ }}`.

use std::ops::Range;

use super::{
    parse::{Fault, parse},
    tree::Tree,
};

/// An expression in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Hole<'a> {
    /// The bytes of the text that it takes, with its `${{` and `}}`.
    pub range: Range<usize>,
    /// What is written between them.
    pub inside: &'a str,
    /// What that is.
    pub tree: Tree,
}

/// The expressions in `text`.
///
/// # Errors
/// The first fault, if GitHub cannot parse one of them.
pub fn holes(text: &str) -> Result<Vec<Hole<'_>>, Fault> {
    let mut holes = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find("${{").map(|start| from + start) {
        let (inside, closed) = inside(&text[start + 3..]);
        if !closed {
            return Err(Fault::new("`${{` not closed", start));
        }
        from = start + 3 + inside.len() + 2;
        holes.push(Hole {
            range: start..from,
            inside,
            tree: parse_at(inside, start + 3)?,
        });
    }
    Ok(holes)
}

/// The trees of the expressions in `text`; empty if GitHub cannot parse one of them.
#[must_use]
pub fn trees(text: &str) -> Vec<Tree> {
    let holes = holes(text).unwrap_or_default();
    holes.into_iter().map(|hole| hole.tree).collect()
}

/// The expression that the condition `text` is, with or without `${{ }}`.
///
/// # Errors
/// The fault, if GitHub cannot parse it, or would read it as a text, which is always true.
pub fn condition(text: &str) -> Result<Hole<'_>, Fault> {
    let start = text.len() - text.trim_start().len();
    let range = start..start + text.trim().len();
    let whole = &text[range.clone()];
    let (inside, at) = match whole.strip_prefix("${{") {
        Some(after) => match inside(after) {
            (_, false) => return Err(Fault::new("`${{` not closed", start)),
            (inside, true) if inside.len() + 5 < whole.len() => {
                return Err(Fault::new("text after `${{ }}`", start + 5 + inside.len()));
            }
            (inside, true) => (inside, start + 3),
        },
        None if whole.contains("${{") => return Err(Fault::new("text before `${{ }}`", start)),
        None => (whole, start),
    };
    let tree = parse_at(inside, at)?;
    let inside = inside.trim();
    Ok(Hole {
        range,
        inside,
        tree,
    })
}

/// The inside of the first `${{ }}` of `text`, whatever it is, and whether it is closed.
#[must_use]
pub fn first(text: &str) -> Option<(&str, bool)> {
    text.split_once("${{").map(|(_, after)| inside(after))
}

/// Parses `expression`, which starts at the byte `at` of a text.
fn parse_at(expression: &str, at: usize) -> Result<Tree, Fault> {
    parse(expression).map_err(|fault| Fault::new(fault.what, at + fault.at))
}

/// What stands in `text` before the `}}` that ends the expression, and whether there is one; a `}}` in a string is not.
fn inside(text: &str) -> (&str, bool) {
    let mut in_string = false;
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'\'' => in_string = !in_string,
            b'}' if !in_string && bytes.get(at + 1) == Some(&b'}') => return (&text[..at], true),
            _ => {}
        }
    }
    (text, false)
}
