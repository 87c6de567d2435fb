//! Expressions embedded in text as `${{ }}`.

use std::ops::Range;

use super::{
    parse::{ExpressionError, parse},
    tree::Tree,
};

/// An expression in text.
#[derive(Clone, Debug, PartialEq)]
pub struct EmbeddedExpression<'a> {
    /// The byte range in the text, including `${{` and `}}`.
    pub range: Range<usize>,
    /// The text between `${{` and `}}`.
    pub text: &'a str,
    /// The parsed expression.
    pub tree: Tree,
}

/// Parses the expressions in `text`.
///
/// # Errors
/// The first error, if GitHub cannot parse one of them.
pub fn parse_all(text: &str) -> Result<Vec<EmbeddedExpression<'_>>, ExpressionError> {
    let mut expressions = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find("${{").map(|start| from + start) {
        let (inside, closed) = take_expression(&text[start + 3..]);
        if !closed {
            return Err(ExpressionError::new("unclosed `${{`", start));
        }
        from = start + 3 + inside.len() + 2;
        expressions.push(EmbeddedExpression {
            range: start..from,
            text: inside,
            tree: parse_at(inside, start + 3)?,
        });
    }
    Ok(expressions)
}

/// Parses the expressions in `text`; empty if GitHub cannot parse one of them.
#[must_use]
pub fn parse_trees(text: &str) -> Vec<Tree> {
    let expressions = parse_all(text).unwrap_or_default();
    expressions
        .into_iter()
        .map(|expression| expression.tree)
        .collect()
}

/// Parses the condition `text`, with or without `${{ }}`.
///
/// # Errors
/// If GitHub cannot parse it, or would read it as a string, which is always true.
pub fn parse_condition(text: &str) -> Result<EmbeddedExpression<'_>, ExpressionError> {
    let start = text.len() - text.trim_start().len();
    let range = start..start + text.trim().len();
    let trimmed = &text[range.clone()];
    let (inside, offset) = match trimmed.strip_prefix("${{") {
        Some(after) => match take_expression(after) {
            (_, false) => return Err(ExpressionError::new("unclosed `${{`", start)),
            (inside, true) if inside.len() + 5 < trimmed.len() => {
                return Err(ExpressionError::new(
                    "text after `${{ }}`",
                    start + 5 + inside.len(),
                ));
            }
            (inside, true) => (inside, start + 3),
        },
        None if trimmed.contains("${{") => {
            return Err(ExpressionError::new("text before `${{ }}`", start));
        }
        None => (trimmed, start),
    };
    let tree = parse_at(inside, offset)?;
    let inside = inside.trim();
    Ok(EmbeddedExpression {
        range,
        text: inside,
        tree,
    })
}

/// The unparsed text of the first `${{ }}` in `text`, and whether it is closed.
#[must_use]
pub fn find_first(text: &str) -> Option<(&str, bool)> {
    text.split_once("${{")
        .map(|(_, after)| take_expression(after))
}

/// Parses `expression`, which starts at the byte `offset` of a text.
fn parse_at(expression: &str, offset: usize) -> Result<Tree, ExpressionError> {
    parse(expression).map_err(|error| ExpressionError::new(error.message, offset + error.offset))
}

/// The start of `text` up to the `}}` that closes the expression, and whether it is closed; `}}` in a string does not count.
fn take_expression(text: &str) -> (&str, bool) {
    let mut in_string = false;
    let bytes = text.as_bytes();
    for (index, byte) in bytes.iter().enumerate() {
        match byte {
            b'\'' => in_string = !in_string,
            b'}' if !in_string && bytes.get(index + 1) == Some(&b'}') => {
                return (&text[..index], true);
            }
            _ => {}
        }
    }
    (text, false)
}
