//! GitHub expressions, the inside of `${{ }}`.
//!
//! The parser is our own. The crate `github-actions-expressions` (1.32.0) has no limit of the length and builds a chain of
//! operators as a nested tree: `1 || 1 || …` in 21,000 characters, which GitHub accepts, overflows the stack. It also accepts
//! unknown contexts, and evaluates constants only.

mod call;
mod evaluate;
mod format;
pub mod function;
pub mod hole;
mod number;
pub mod parse;
mod part;
mod print;
pub mod tree;
pub mod value;

use super::{Lang, Text, id::JobId};

pub use part::Part;

/// The language of GitHub's expressions.
#[derive(Clone, Copy, Debug)]
pub struct Expr;

impl Lang for Expr {
    const NAME: &'static str = "expression";
}

/// A secret's or a variable's name (GitHub documentation, "Naming your secrets": letters, digits and `_`, not a digit
/// first, never beginning with `GITHUB_`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SecretName(String);

impl SecretName {
    /// `name`, if GitHub takes it.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let fits = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !name.to_ascii_uppercase().starts_with("GITHUB_");
        fits.then(|| Self(name.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A string. `${{` does not stand in it as such: in an `if` it would make GitHub read the rest as text.
#[must_use]
pub fn string(value: &str) -> Text<Expr> {
    let quoted = value.replace('\'', "''");
    if !quoted.contains("${{") {
        return Text::encoded(format!("'{quoted}'"));
    }
    let pattern = quoted
        .replace('{', "{{")
        .replace('}', "}}")
        .replace("${{{{", "{0}{{{{");
    Text::encoded(format!("format('{pattern}', '$')"))
}

/// The value of a context: `path("github.ref")`. The path is ours, never a value of the spec.
#[must_use]
pub fn path(path: &'static str) -> Text<Expr> {
    Text::encoded(path)
}

/// What the job `id` says of itself: `needs.ID.outputs.OUTPUT`.
#[must_use]
pub fn output(id: &JobId, output: &'static str) -> Text<Expr> {
    Text::encoded(format!("needs.{}.outputs.{output}", id.as_str()))
}

/// What the step `id` says of itself: `steps.ID.outputs.OUTPUT`. Both are ours.
#[must_use]
pub fn step_output(id: &'static str, output: &'static str) -> Text<Expr> {
    Text::encoded(format!("steps.{id}.outputs.{output}"))
}

/// `secrets.NAME`.
#[must_use]
pub fn secret(name: &SecretName) -> Text<Expr> {
    Text::encoded(format!("secrets.{}", name.0))
}

/// `vars.NAME`: a configuration variable of the repository or the environment.
#[must_use]
pub fn variable(name: &super::shell::VariableName) -> Text<Expr> {
    Text::encoded(format!("vars.{}", name.as_str()))
}

/// `format('…{0}…', hole)`: literal pieces and holes as one string.
#[must_use]
pub fn format(parts: &[Part]) -> Text<Expr> {
    let mut holes = Vec::new();
    let pattern: Vec<String> = parts
        .iter()
        .map(|part| match part {
            Part::Literal(text) => text
                .replace('\'', "''")
                .replace('{', "{{")
                .replace('}', "}}"),
            Part::Expr(hole) => {
                holes.push(hole);
                format!("{{{}}}", holes.len() - 1)
            }
        })
        .collect();
    let mut arguments = vec![format!("'{}'", pattern.concat())];
    arguments.extend(holes.iter().map(|hole| hole.as_str().to_owned()));
    traced(format!("format({})", arguments.join(", ")), &holes)
}

/// The token that GitHub makes for each run.
#[must_use]
pub fn token() -> Text<Expr> {
    Text::encoded("secrets.GITHUB_TOKEN")
}

/// `first || second …`: true, or the first that has a value.
#[must_use]
pub fn or(terms: &[Text<Expr>]) -> Text<Expr> {
    joined(terms, " || ")
}

/// `first && second …`.
#[must_use]
pub fn and(terms: &[Text<Expr>]) -> Text<Expr> {
    joined(terms, " && ")
}

/// `condition && value || ''`: `value` if the condition holds, otherwise the empty string.
#[must_use]
pub fn only_if(condition: &Text<Expr>, value: &Text<Expr>) -> Text<Expr> {
    or(&[and(&[condition.clone(), value.clone()]), string("")])
}

/// Parses the user's condition `text`, with or without `${{ }}`; `None` if GitHub cannot parse it.
#[must_use]
pub fn condition(text: &str) -> Option<Text<Expr>> {
    let hole = hole::condition(text).ok()?;
    Some(Text::encoded(hole.inside.to_owned()))
}

/// `(term)`.
#[must_use]
pub fn group(term: &Text<Expr>) -> Text<Expr> {
    traced(format!("({})", term.as_str()), &[term])
}

fn joined(terms: &[Text<Expr>], operator: &str) -> Text<Expr> {
    let text = terms
        .iter()
        .map(Text::as_str)
        .collect::<Vec<_>>()
        .join(operator);
    traced(text, &terms.iter().collect::<Vec<_>>())
}

fn traced(text: String, parts: &[&Text<Expr>]) -> Text<Expr> {
    Text::traced(text, parts.iter().flat_map(|part| part.origins()).cloned())
}
