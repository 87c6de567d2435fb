//! A file of answers: TOML, or the shell parameters of an older onboarding script.

use super::{Given, shell};
use crate::{
    source::{Node, Source, Value},
    spec::template::answer::Raw,
};

/// The answers of the file called `name`, whose text is `text`.
///
/// # Errors
/// If it says something else: where, and what to write instead.
pub fn read(name: &str, text: &str) -> Result<Vec<Given>, String> {
    if is_shell(name, text) {
        shell::read(name, text)
    } else {
        toml(name, text)
    }
}

/// Whether it has parameters of a shell, whose names are in upper case.
fn is_shell(name: &str, text: &str) -> bool {
    let is_toml = name
        .rsplit_once('.')
        .is_some_and(|(_, end)| end.eq_ignore_ascii_case("toml"));
    let mut lines = text.lines().map(shell::parameters);
    !is_toml
        && lines.any(|line| {
            let name = line.split_once('=').map_or("", |(name, _)| name);
            name.starts_with(|c: char| c.is_ascii_uppercase()) && shell::is_name(name)
        })
}

fn toml(name: &str, text: &str) -> Result<Vec<Given>, String> {
    let source = Source::new(name, text);
    if let Some(error) = source.errors.first() {
        let (line, _) = source.own.position(error.span.start);
        return Err(format!("{name} line {line}: {}", error.message));
    }
    let Value::Table(table) = &source.root.value else {
        return Ok(Vec::new());
    };
    let given = table.iter().map(|(key, node)| {
        let (line, _) = source.own.position(node.key.start);
        let raw = raw(node).ok_or_else(|| {
            let kind = node.value.kind();
            format!("{name} line {line}: `{key}` is {kind}: write a text, a number, `true`, `false` or a list of texts")
        })?;
        Ok(Given {
            key: key.clone(),
            raw,
            from: format!("{name} line {line}"),
        })
    });
    given.collect()
}

fn raw(node: &Node) -> Option<Raw> {
    match &node.value {
        Value::String(text) => Some(Raw::Text(text.clone())),
        Value::Integer(number) => Some(Raw::Text((*number)?.to_string())),
        Value::Boolean(flag) => Some(Raw::Text(flag.to_string())),
        Value::Array(items) => {
            let texts = items.iter().map(|item| match raw(item)? {
                Raw::Text(text) => Some(text),
                Raw::Items(_) => None,
            });
            texts.collect::<Option<_>>().map(Raw::Items)
        }
        Value::Float(_) | Value::Datetime(_) | Value::Table(_) => None,
    }
}
