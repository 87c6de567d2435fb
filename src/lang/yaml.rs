//! YAML as GitHub Actions reads it, and as any other reader of YAML 1.1 or 1.2 does.

mod condition;
mod lines;
mod parts;
mod tree;

use std::borrow::Cow;

use condition::wrapped;
pub use condition::{alternatives, condition};
pub use lines::{Line, lines};
use parts::{constant, is_plain, joined, neutral, origins, quoted, stays_a_string};
pub use tree::{Tree, entry, github, scalar};

use super::{
    Lang, Text,
    expr::{Expr, Part},
    id::JobId,
    line::breaks_yaml,
    shell::Shell,
};

/// The length in bytes above which an expression is split into lines at its operators.
const LONG: usize = 120;

/// The language of workflow files.
#[derive(Clone, Copy, Debug)]
pub struct Yaml;

impl Lang for Yaml {
    const NAME: &'static str = "yaml";
}

/// A literal string; `${{` in it stays literal.
#[must_use]
pub fn string(value: &str) -> Text<Yaml> {
    self::value(&[Part::literal(value)])
}

/// A branch, where GitHub reads a pattern: what would match anything else is escaped.
#[must_use]
pub fn filter(branch: &str) -> Text<Yaml> {
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

/// A whole number.
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
    self::value(&[Part::Expr(value.clone())])
}

/// One expression; if it is too long for one line, a folded block indented by `indent` spaces.
#[must_use]
pub fn wrapped_expr(indent: usize, value: &Text<Expr>) -> Text<Yaml> {
    let text = format!("${{{{ {} }}}}", value.as_str());
    if text.len() <= LONG || text.contains(breaks_yaml) {
        return expr(value);
    }
    let pad = " ".repeat(indent);
    let origins = value.origins().iter().map(|origin| origin.on(1));
    Text::traced(format!(">-\n{pad}{}", wrapped(&text, &pad)), origins)
}

/// The id of a job or a step.
#[must_use]
pub fn id(id: &JobId) -> Text<Yaml> {
    string(id.as_str())
}

/// A key of ours: an input of an action, a permission.
#[must_use]
pub fn key(key: &'static str) -> Text<Yaml> {
    Text::encoded(key)
}

/// A string of literal pieces and expressions.
#[must_use]
pub fn value(parts: &[Part]) -> Text<Yaml> {
    let text = constant(parts).unwrap_or_else(|| joined(parts));
    let plain = parts.iter().all(|part| match part {
        Part::Literal(text) => text.chars().all(is_plain),
        Part::Expr(expr) => {
            // A tab ends a plain scalar for readers of YAML 1.1.
            !expr.as_str().contains(['#', '"', '\\', '\t']) && !expr.as_str().contains(breaks_yaml)
        }
    });
    let text = if plain && stays_a_string(&text) {
        text
    } else {
        quoted(&text)
    };
    Text::traced(text, origins(parts, 0))
}

/// A `run: |` block of a script, indented by `indent` spaces. No [`Expr`] can be in it.
#[must_use]
pub fn block(indent: usize, script: &Text<Shell>) -> Text<Yaml> {
    let lines: Vec<Cow<str>> = script
        .as_str()
        .trim_end_matches('\n')
        .lines()
        .map(neutral)
        .collect();
    let text = match lines.as_slice() {
        [line]
            if line.chars().all(|c| is_plain(c) || c == '"' || c == '\'')
                && stays_a_string(line) =>
        {
            line.to_string()
        }
        lines => literal_block(indent, lines),
    };
    let below = below_first(&text);
    let origins = script
        .origins()
        .iter()
        .filter(|origin| origin.line < lines.len())
        .map(|origin| origin.on(below(origin.line)));
    Text::traced(text, origins)
}

/// Where a line of a script is in the scalar `text`: below the line that opens a block, or on the only line.
fn below_first(text: &str) -> impl Fn(usize) -> usize + use<> {
    let block = text.contains('\n');
    move |line| if block { line + 1 } else { 0 }
}

/// The text of a comment, without its `#`.
#[must_use]
pub fn comment(value: &str) -> Text<Yaml> {
    Text::encoded(
        value
            .chars()
            .map(|c| if breaks_yaml(c) { ' ' } else { c })
            .collect::<String>(),
    )
}

/// Adds a comment after `value`; for a block, after its header.
#[must_use]
pub fn noted(value: &Text<Yaml>, note: &str) -> Text<Yaml> {
    let note = comment(note);
    let text = match value.as_str().split_once('\n') {
        Some((opening, block)) => format!("{opening} # {}\n{block}", note.as_str()),
        None => format!("{} # {}", value.as_str(), note.as_str()),
    };
    Text::traced(text, value.origins().iter().cloned())
}

/// `lines` as a literal block, or quoted where a block cannot carry them.
fn literal_block(indent: usize, lines: &[impl AsRef<str>]) -> String {
    let lines: Vec<&str> = lines.iter().map(AsRef::as_ref).collect();
    let starts = lines
        .first()
        .is_some_and(|first| first.starts_with(|c: char| c != ' ' && c != '\t'));
    if !starts || lines.iter().any(|line| line.contains(breaks_yaml)) {
        return quoted(&(lines.join("\n") + "\n"));
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
