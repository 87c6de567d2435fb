//! Reads the values of workflows, which are parsed as YAML.

#![allow(clippy::wildcard_enum_match_arm)] // enums of other crates, with few relevant variants

use serde_yaml::Value as Yaml;

use crate::support::expression::{self, Value};

/// The scalar at `key` of `value`, as a string.
pub fn text(value: &Yaml, key: &str) -> Option<String> {
    scalar(value.get(key)?)
}

/// `value` as GitHub prints it; `None` for a table or a list.
pub fn scalar(value: &Yaml) -> Option<String> {
    match value {
        Yaml::String(text) => Some(text.clone()),
        Yaml::Bool(flag) => Some(flag.to_string()),
        Yaml::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The strings of the list at `key`, or the single string.
pub fn list(value: &Yaml, key: &str) -> Vec<String> {
    match value.get(key) {
        Some(Yaml::Sequence(items)) => items.iter().filter_map(scalar).collect(),
        Some(other) => scalar(other).into_iter().collect(),
        None => Vec::new(),
    }
}

/// The pairs of the table at `key`.
pub fn pairs(value: &Yaml, key: &str) -> Vec<(String, String)> {
    let table = value.get(key).and_then(Yaml::as_mapping);
    let pairs = table.into_iter().flatten();
    pairs
        .filter_map(|(key, value)| Some((scalar(key)?, scalar(value)?)))
        .collect()
}

/// Whether `step` runs the action `action` at any version.
pub fn uses(step: &Yaml, action: &str) -> bool {
    let used = text(step, "uses").unwrap_or_default();
    used.split('@')
        .next()
        .is_some_and(|used| used.eq_ignore_ascii_case(action))
}

/// The input `key` of `step` in a trusted build, with placeholders for values known only at run time.
pub fn input(step: &Yaml, key: &str) -> Option<String> {
    Some(fill_placeholders(&text(step.get("with")?, key)?))
}

/// The lines of the input `key` of `step`, like [`input`].
pub fn lines(step: &Yaml, key: &str) -> Vec<String> {
    let text = input(step, key).unwrap_or_default();
    text.lines()
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// `text` with placeholders for values known only at run time: `<branch>`, `<unique>`.
pub fn fill_placeholders(text: &str) -> String {
    expression::fill(text, &|name| {
        Value::String(match name {
            "steps.tags.outputs.branch" => "<branch>".to_owned(),
            "steps.tags.outputs.tag" => "<unique>".to_owned(),
            "steps.tags.outputs.commit" => "<commit>".to_owned(),
            other => format!("<{other}>"),
        })
    })
}

/// Every string in `value`, with its key.
pub fn strings(value: &Yaml) -> Vec<(String, String)> {
    let mut all = Vec::new();
    collect_strings("", value, &mut all);
    all
}

fn collect_strings(key: &str, value: &Yaml, all: &mut Vec<(String, String)>) {
    match value {
        Yaml::String(text) => all.push((key.to_owned(), text.clone())),
        Yaml::Sequence(items) => items
            .iter()
            .for_each(|item| collect_strings(key, item, all)),
        Yaml::Mapping(table) => {
            for (key, value) in table {
                collect_strings(&scalar(key).unwrap_or_default(), value, all);
            }
        }
        _ => {}
    }
}
