//! GitHub expressions: the text inside `${{ }}`.
//!
//! The parser is part of tvgen because the crate `github-actions-expressions` (1.32.0) has no length limit and parses a
//! chain of operators into nested expressions. `1 || 1 || …` in 21,000 characters overflows the stack, although GitHub
//! accepts it. The crate also accepts unknown contexts, and evaluates only constants.

mod call;
pub mod embedded;
mod evaluate;
mod format;
pub mod function;
mod number;
pub mod parse;
mod print;
mod segment;
pub mod tree;
pub mod value;

use super::{Lang, Text, id::JobId};

pub use segment::Segment;

/// The language of GitHub's expressions.
#[derive(Clone, Copy, Debug)]
pub struct Expr;

impl Lang for Expr {
    const NAME: &'static str = "expression";
}

/// The name of a secret or a configuration variable (GitHub documentation, "Naming your secrets": letters, digits and `_`,
/// not starting with a digit or `GITHUB_`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SecretName(String);

impl SecretName {
    /// Parses `name`; `None` if GitHub does not accept it.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let is_valid = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !name.to_ascii_uppercase().starts_with("GITHUB_");
        is_valid.then(|| Self(name.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A string literal. Splits `${{` with `format`, because in an `if` GitHub would treat `${{` as the start of an
/// embedded expression.
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

/// The value of a context: `context("github.ref")`. Never a value of the spec.
#[must_use]
pub fn context(path: &'static str) -> Text<Expr> {
    Text::encoded(path)
}

/// An output of the job `id`: `needs.ID.outputs.OUTPUT`.
#[must_use]
pub fn job_output(id: &JobId, output: &'static str) -> Text<Expr> {
    Text::encoded(format!("needs.{}.outputs.{output}", id.as_str()))
}

/// An output of the generated step `id`: `steps.ID.outputs.OUTPUT`.
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

/// `format('…{0}…', value)`: literals and expressions as one string.
#[must_use]
pub fn format(parts: &[Segment]) -> Text<Expr> {
    let mut values = Vec::new();
    let pattern: Vec<String> = parts
        .iter()
        .map(|part| match part {
            Segment::Literal(text) => text
                .replace('\'', "''")
                .replace('{', "{{")
                .replace('}', "}}"),
            Segment::Expr(expression) => {
                values.push(expression);
                format!("{{{}}}", values.len() - 1)
            }
        })
        .collect();
    let mut arguments = vec![format!("'{}'", pattern.concat())];
    arguments.extend(
        values
            .iter()
            .map(|expression| expression.as_str().to_owned()),
    );
    with_origins_of(format!("format({})", arguments.join(", ")), &values)
}

/// The token that GitHub creates for each run.
#[must_use]
pub fn token() -> Text<Expr> {
    Text::encoded("secrets.GITHUB_TOKEN")
}

/// `first || second …`: the first truthy value.
#[must_use]
pub fn or(terms: &[Text<Expr>]) -> Text<Expr> {
    join(terms, " || ")
}

/// `first && second …`.
#[must_use]
pub fn and(terms: &[Text<Expr>]) -> Text<Expr> {
    join(terms, " && ")
}

/// `condition && value || ''`: `value` if the condition is true, otherwise the empty string.
#[must_use]
pub fn only_if(condition: &Text<Expr>, value: &Text<Expr>) -> Text<Expr> {
    or(&[and(&[condition.clone(), value.clone()]), string("")])
}

/// Parses a condition of the spec, with or without `${{ }}`; `None` if GitHub cannot parse it.
#[must_use]
pub fn parse_condition(text: &str) -> Option<Text<Expr>> {
    let expression = embedded::parse_condition(text).ok()?;
    Some(Text::encoded(expression.text.to_owned()))
}

/// `(term)`.
#[must_use]
pub fn group(term: &Text<Expr>) -> Text<Expr> {
    with_origins_of(format!("({})", term.as_str()), &[term])
}

fn join(terms: &[Text<Expr>], operator: &str) -> Text<Expr> {
    let text = terms
        .iter()
        .map(Text::as_str)
        .collect::<Vec<_>>()
        .join(operator);
    with_origins_of(text, &terms.iter().collect::<Vec<_>>())
}

fn with_origins_of(text: String, parts: &[&Text<Expr>]) -> Text<Expr> {
    Text::traced(text, parts.iter().flat_map(|part| part.origins()).cloned())
}
