//! Builds scalars from literals and expressions.

use std::{borrow::Cow, fmt::Write};

use crate::lang::{Origin, expr::Segment, line::is_yaml_line_break};

/// Literals that contain `${{`, as one expression that is a string constant: the only kind of expression that GitHub
/// accepts in `name` and `on`. (actions/runner, `TemplateReader.cs`: "Check if can convert to a literal".)
pub(super) fn constant_expression(parts: &[Segment]) -> Option<String> {
    let literals = parts.iter().map(|part| match part {
        Segment::Literal(text) => Some(text.as_str()),
        Segment::Expr(_) => None,
    });
    let text = match parts {
        [Segment::Literal(text)] if !text.contains("${{") => return None,
        _ => literals.collect::<Option<String>>()?,
    };
    text.contains("${{")
        .then(|| format!("${{{{ '{}' }}}}", text.replace('\'', "''")))
}

pub(super) fn join(parts: &[Segment]) -> String {
    let mut text = String::new();
    for part in parts {
        match part {
            Segment::Literal(literal) => text.push_str(&escape_expressions(literal)),
            Segment::Expr(expr) => {
                text.push_str("${{ ");
                text.push_str(expr.as_str());
                text.push_str(" }}");
            }
        }
    }
    text
}

pub(super) fn origins(parts: &[Segment], line: usize) -> impl Iterator<Item = Origin> {
    parts
        .iter()
        .filter_map(|part| match part {
            Segment::Literal(_) => None,
            Segment::Expr(expr) => Some(expr.origins()),
        })
        .flatten()
        .map(move |origin| origin.with_line(line))
}

/// Escapes `text` so that GitHub evaluates nothing in it.
pub(super) fn escape_expressions(text: &str) -> Cow<'_, str> {
    if text.contains("${{") {
        Cow::Owned(text.replace("${{", "${{ '${{' }}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether `c` is literal inside a plain scalar; `:` only if no space follows.
pub(super) fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_./ @+=$():,".contains(c)
}

/// Whether every parser reads the plain scalar `text` as that string.
pub(super) fn is_plain_string(text: &str) -> bool {
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '$')
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// A double-quoted scalar, the only style that can represent every character.
pub(super) fn quote(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if is_yaml_line_break(c) => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
