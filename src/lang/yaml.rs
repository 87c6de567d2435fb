//! Escapes values for YAML, as GitHub Actions and any parser of YAML 1.1 or 1.2 read it.

mod condition;
mod lines;
mod segments;
mod tree;

use std::borrow::Cow;

use condition::wrap;
pub use condition::{alternatives, condition};
pub use lines::{Line, lines};
use segments::{
    constant_expression, escape_expressions, is_plain, is_plain_string, join, origins, quote,
};
pub use tree::{Tree, entry, scalar, string_with_expressions};

use super::{
    Lang, Text,
    expr::{Expr, Segment},
    id::JobId,
    line::is_yaml_line_break,
    shell::Shell,
};

/// The maximum length of an expression in bytes before it is split at its operators.
const MAX_LINE: usize = 120;

/// The language of workflow files.
#[derive(Clone, Copy, Debug)]
pub struct Yaml;

impl Lang for Yaml {
    const NAME: &'static str = "yaml";
}

/// A literal string; GitHub evaluates no expression in it.
#[must_use]
pub fn string(value: &str) -> Text<Yaml> {
    self::value(&[Segment::literal(value)])
}

/// A branch name where GitHub expects a pattern: special characters are escaped.
#[must_use]
pub fn branch_pattern(branch: &str) -> Text<Yaml> {
    let escaped: String = branch
        .chars()
        .flat_map(|c| {
            "*?+[]!\\"
                .contains(c)
                .then_some('\\')
                .into_iter()
                .chain([c])
        })
        .collect();
    string(&escaped)
}

/// An integer.
#[must_use]
pub fn number(value: u32) -> Text<Yaml> {
    Text::encoded(value.to_string())
}

/// `true` or `false`.
#[must_use]
pub fn boolean(value: bool) -> Text<Yaml> {
    Text::encoded(if value { "true" } else { "false" })
}

/// One expression.
#[must_use]
pub fn expr(value: &Text<Expr>) -> Text<Yaml> {
    self::value(&[Segment::Expr(value.clone())])
}

/// One expression; a folded block indented by `indent` spaces if it is too long for one line.
#[must_use]
pub fn wrapped_expr(indent: usize, value: &Text<Expr>) -> Text<Yaml> {
    let text = format!("${{{{ {} }}}}", value.as_str());
    if text.len() <= MAX_LINE || text.contains(is_yaml_line_break) {
        return expr(value);
    }
    let pad = " ".repeat(indent);
    let origins = value.origins().iter().map(|origin| origin.with_line(1));
    Text::traced(format!(">-\n{pad}{}", wrap(&text, &pad)), origins)
}

/// The id of a job or a step.
#[must_use]
pub fn id(id: &JobId) -> Text<Yaml> {
    string(id.as_str())
}

/// A trusted key, never a value of the spec: an input of an action, a permission.
#[must_use]
pub fn key(key: &'static str) -> Text<Yaml> {
    Text::encoded(key)
}

/// A string of literals and expressions.
#[must_use]
pub fn value(parts: &[Segment]) -> Text<Yaml> {
    let text = constant_expression(parts).unwrap_or_else(|| join(parts));
    let is_plain_text = parts.iter().all(|part| match part {
        Segment::Literal(text) => text.chars().all(is_plain),
        Segment::Expr(expr) => {
            // In YAML 1.1, a tab ends a plain scalar.
            !expr.as_str().contains(['#', '"', '\\', '\t'])
                && !expr.as_str().contains(is_yaml_line_break)
        }
    });
    let text = if is_plain_text && is_plain_string(&text) {
        text
    } else {
        quote(&text)
    };
    Text::traced(text, origins(parts, 0))
}

/// A script after `run:`, as a block indented by `indent` spaces or as one plain line. It cannot contain an [`Expr`].
#[must_use]
pub fn block(indent: usize, script: &Text<Shell>) -> Text<Yaml> {
    let lines: Vec<Cow<str>> = script
        .as_str()
        .trim_end_matches('\n')
        .lines()
        .map(escape_expressions)
        .collect();
    let text = match lines.as_slice() {
        [line]
            if line.chars().all(|c| is_plain(c) || c == '"' || c == '\'')
                && is_plain_string(line) =>
        {
            line.to_string()
        }
        lines => literal_block(indent, lines),
    };
    let below = block_line(&text);
    let origins = script
        .origins()
        .iter()
        .filter(|origin| origin.line < lines.len())
        .map(|origin| origin.with_line(below(origin.line)));
    Text::traced(text, origins)
}

/// The position of a line of a script in the scalar `text`: below the header of a block, or on the only line.
fn block_line(text: &str) -> impl Fn(usize) -> usize + use<> {
    let block = text.contains('\n');
    move |line| if block { line + 1 } else { 0 }
}

/// The text of a comment, without the `#`.
#[must_use]
pub fn comment(value: &str) -> Text<Yaml> {
    Text::encoded(
        value
            .chars()
            .map(|c| if is_yaml_line_break(c) { ' ' } else { c })
            .collect::<String>(),
    )
}

/// Adds a comment after `value`; for a block, after its header.
#[must_use]
pub fn with_comment(value: &Text<Yaml>, note: &str) -> Text<Yaml> {
    let note = comment(note);
    let text = match value.as_str().split_once('\n') {
        Some((header, block)) => format!("{header} # {}\n{block}", note.as_str()),
        None => format!("{} # {}", value.as_str(), note.as_str()),
    };
    Text::traced(text, value.origins().iter().cloned())
}

/// `lines` as a literal block; quoted if a block cannot represent them.
fn literal_block(indent: usize, lines: &[impl AsRef<str>]) -> String {
    let lines: Vec<&str> = lines.iter().map(AsRef::as_ref).collect();
    let is_indentable = lines
        .first()
        .is_some_and(|first| first.starts_with(|c: char| c != ' ' && c != '\t'));
    if !is_indentable || lines.iter().any(|line| line.contains(is_yaml_line_break)) {
        return quote(&(lines.join("\n") + "\n"));
    }
    let mut block = String::from("|");
    for line in lines {
        block.push('\n');
        if !line.is_empty() {
            block.extend(std::iter::repeat_n(' ', indent));
            block.push_str(line);
        }
    }
    block
}
