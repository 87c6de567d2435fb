//! YAML as GitHub Actions reads it, and as any other reader of YAML 1.1 or 1.2 does.

mod lines;
mod tree;

use std::{borrow::Cow, fmt::Write};

pub use lines::{Line, lines};
pub use tree::{Tree, entry, github, scalar};

use super::{
    Lang, Origin, Text,
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

/// A condition: one line, or one term a line where they are several and all must hold.
#[must_use]
pub fn condition(indent: usize, terms: &[Text<Expr>]) -> Text<Yaml> {
    terms_by(indent, terms, "&&")
}

/// A condition: one line, or one term a line where they are several and one of them must hold.
#[must_use]
pub fn alternatives(indent: usize, terms: &[Text<Expr>]) -> Text<Yaml> {
    terms_by(indent, terms, "||")
}

fn terms_by(indent: usize, terms: &[Text<Expr>], operator: &str) -> Text<Yaml> {
    let parts: Vec<Part> = terms.iter().cloned().map(Part::Expr).collect();
    let origins = origins(&parts, 0);
    let one = terms
        .iter()
        .map(Text::as_str)
        .collect::<Vec<_>>()
        .join(&format!(" {operator} "));
    let safe = !one.contains([':', '#', '"', '\\', '\t'])
        && !one.contains(breaks_yaml)
        && one.starts_with(char::is_alphabetic);
    if safe && one.len() <= 80 {
        return Text::traced(one, origins);
    }
    if one.contains(breaks_yaml) {
        return Text::traced(quoted(&one), origins);
    }
    let pad = " ".repeat(indent);
    let folded = terms
        .iter()
        .map(|term| wrapped(term.as_str(), &pad))
        .collect::<Vec<_>>()
        .join(&format!("\n{pad}{operator} "));
    let origins = parts
        .iter()
        .enumerate()
        .flat_map(|(line, part)| self::origins(std::slice::from_ref(part), line + 1));
    Text::traced(format!(">-\n{pad}{folded}"), origins)
}

/// `term`, cut before its outermost operators where it is long; folding puts the one blank back that each cut takes.
fn wrapped(term: &str, pad: &str) -> String {
    let words: Vec<&str> = term.split(' ').collect();
    let mut depth = 0;
    let deep = words.iter().map(|word| {
        let here = depth;
        depth = (depth + word.matches('(').count()).saturating_sub(word.matches(')').count());
        (*word, here)
    });
    let lines = cut(&deep.collect::<Vec<_>>());
    lines.join(&format!("\n{pad}"))
}

/// The lines of `words`, each of which stands in so many parentheses.
fn cut(words: &[(&str, usize)]) -> Vec<String> {
    let line = || {
        let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        words.join(" ")
    };
    // A blank at the end of a line would be two when the line is folded, so a cut is not beside another blank.
    let operators = (1..words.len())
        .filter(|at| ["&&", "||"].contains(&words[*at].0) && !words[at - 1].0.is_empty());
    let outermost = operators.clone().map(|at| words[at].1).min();
    let Some(outermost) = outermost.filter(|_| line().len() > LONG) else {
        return vec![line()];
    };
    let mut lines = Vec::new();
    let mut start = 0;
    for at in operators.filter(|at| words[*at].1 == outermost) {
        lines.extend(cut(&words[start..at]));
        start = at;
    }
    lines.extend(cut(&words[start..]));
    lines
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

/// Literals with a `${{` in them, as one expression that is a string. That is all GitHub takes where it evaluates nothing,
/// in `name` and in `on`. (actions/runner, `TemplateReader.cs`: "Check if can convert to a literal".)
fn constant(parts: &[Part]) -> Option<String> {
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

fn joined(parts: &[Part]) -> String {
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

fn origins(parts: &[Part], line: usize) -> impl Iterator<Item = Origin> {
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
fn neutral(text: &str) -> Cow<'_, str> {
    if text.contains("${{") {
        Cow::Owned(text.replace("${{", "${{ '${{' }}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether `c` means itself inside a plain scalar; a `:` does where no blank follows it.
fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_./ @+=$():,".contains(c)
}

/// Whether every reader takes the plain scalar `text` for a string, whole.
fn stays_a_string(text: &str) -> bool {
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '$')
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// A double-quoted scalar: the one form that carries every character.
fn quoted(text: &str) -> String {
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
