//! Scalars put together from literals and expressions.

use std::{borrow::Cow, fmt::Write};

use crate::lang::{Origin, expr::Part, line::breaks_yaml};

/// Literals with a `${{` in them, as one expression that is a string. That is all GitHub takes where it evaluates nothing,
/// in `name` and in `on`. (actions/runner, `TemplateReader.cs`: "Check if can convert to a literal".)
pub(super) fn constant(parts: &[Part]) -> Option<String> {
    let literals = parts.iter().map(|part| match part {
        Part::Literal(text) => Some(text.as_str()),
        Part::Expr(_) => None,
    });
    let text = match parts {
        [Part::Literal(text)] if !text.contains("${{") => return None,
        _ => literals.collect::<Option<String>>()?,
    };
    text.contains("${{")
        .then(|| format!("${{{{ '{}' }}}}", text.replace('\'', "''")))
}

pub(super) fn joined(parts: &[Part]) -> String {
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Literal(literal) => text.push_str(&neutral(literal)),
            Part::Expr(expr) => {
                text.push_str("${{ ");
                text.push_str(expr.as_str());
                text.push_str(" }}");
            }
        }
    }
    text
}

pub(super) fn origins(parts: &[Part], line: usize) -> impl Iterator<Item = Origin> {
    parts
        .iter()
        .filter_map(|part| match part {
            Part::Literal(_) => None,
            Part::Expr(expr) => Some(expr.origins()),
        })
        .flatten()
        .map(move |origin| origin.on(line))
}

/// `text`, so that GitHub evaluates nothing in it.
pub(super) fn neutral(text: &str) -> Cow<'_, str> {
    if text.contains("${{") {
        Cow::Owned(text.replace("${{", "${{ '${{' }}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether `c` means itself inside a plain scalar; a `:` does where no blank follows it.
pub(super) fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_./ @+=$():,".contains(c)
}

/// Whether every reader takes the plain scalar `text` for a string, whole.
pub(super) fn stays_a_string(text: &str) -> bool {
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '$')
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// A double-quoted scalar: the one form that carries every character.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if breaks_yaml(c) => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
