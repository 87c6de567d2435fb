//! Parses a file of answers: TOML, or the shell parameters of an older onboarding script.

use super::{Prefilled, shell};
use crate::{
    source::{Node, Source, Value},
    spec::template::answer::RawAnswer,
};

/// Parses the answers in `text`, the content of the file `name`.
///
/// # Errors
/// If a line is not an answer; the message includes the location.
pub fn parse_answers(name: &str, text: &str) -> Result<Vec<Prefilled>, String> {
    if is_shell(name, text) {
        shell::parse_parameters(name, text)
    } else {
        parse_toml(name, text)
    }
}

/// Whether the file has shell parameters, whose names are in upper case.
fn is_shell(name: &str, text: &str) -> bool {
    let is_toml = name
        .rsplit_once('.')
        .is_some_and(|(_, end)| end.eq_ignore_ascii_case("toml"));
    let mut lines = text.lines().map(shell::strip_command);
    !is_toml
        && lines.any(|line| {
            let name = line.split_once('=').map_or("", |(name, _)| name);
            name.starts_with(|c: char| c.is_ascii_uppercase()) && shell::is_variable_name(name)
        })
}

fn parse_toml(name: &str, text: &str) -> Result<Vec<Prefilled>, String> {
    let source = Source::new(name, text);
    if let Some(error) = source.errors.first() {
        let (line, _) = source.own.position(error.span.start);
        return Err(format!("{name} line {line}: {}", error.message));
    }
    let Value::Table(table) = &source.root.value else {
        return Ok(Vec::new());
    };
    let answers = table.iter().map(|(key, node)| {
        let (line, _) = source.own.position(node.key.start);
        let raw = raw_answer(node).ok_or_else(|| {
            let kind = node.value.type_name();
            format!("{name} line {line}: `{key}` is {kind}: write a string, an integer, a boolean or an array of strings")
        })?;
        Ok(Prefilled {
            key: key.clone(),
            raw,
            origin: format!("{name} line {line}"),
        })
    });
    answers.collect()
}

fn raw_answer(node: &Node) -> Option<RawAnswer> {
    match &node.value {
        Value::String(text) => Some(RawAnswer::Text(text.clone())),
        Value::Integer(number) => Some(RawAnswer::Text((*number)?.to_string())),
        Value::Boolean(flag) => Some(RawAnswer::Text(flag.to_string())),
        Value::Array(items) => {
            let texts = items.iter().map(|item| match raw_answer(item)? {
                RawAnswer::Text(text) => Some(text),
                RawAnswer::Items(_) => None,
            });
            texts.collect::<Option<_>>().map(RawAnswer::Items)
        }
        Value::Float(_) | Value::Datetime(_) | Value::Table(_) => None,
    }
}
