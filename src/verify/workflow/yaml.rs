//! Reads YAML values.

use serde_yaml::Value;

use crate::verify::{Facts, expression};

/// The value at `path` in `value`; null if there is none.
pub(super) fn get<'a>(value: &'a Value, path: &[&str]) -> &'a Value {
    const NULL: &Value = &Value::Null;
    path.iter()
        .fold(value, |value, key| value.get(*key).unwrap_or(NULL))
}

/// The entries of a table, in order.
pub(super) fn entries(value: &Value) -> impl Iterator<Item = (String, &Value)> {
    let entries = value.as_mapping().into_iter().flatten();
    entries.map(|(key, value)| (raw(key), value))
}

/// The items of a list; null has no items, and any other value is a single item.
pub(super) fn items(value: &Value) -> Vec<&Value> {
    match value {
        Value::Sequence(items) => items.iter().collect(),
        Value::Null => Vec::new(),
        Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Mapping(_)
        | Value::Tagged(_) => vec![value],
    }
}

/// A scalar as text.
pub(super) fn raw(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Sequence(_) => "a list".to_owned(),
        Value::Mapping(_) => "a table".to_owned(),
        Value::Tagged(_) => "a tag".to_owned(),
    }
}

/// A scalar as text, with `{…}` for expressions.
pub(super) fn text(value: &Value) -> String {
    expression::outline(&raw(value))
}

/// The texts of the items of a list, or of the lines of a scalar.
pub(super) fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) if text.trim_end().contains('\n') => {
            text.lines().map(expression::outline).collect()
        }
        Value::String(text) => vec![expression::outline(text.trim_end_matches('\n'))],
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::Sequence(_)
        | Value::Mapping(_)
        | Value::Tagged(_) => items(value).into_iter().map(text).collect(),
    }
}

/// Adds the facts of `value` to `subject`, including its items and entries.
pub(super) fn add_facts(subject: &str, value: &Value, facts: &mut Facts) {
    match value {
        Value::Sequence(items) => {
            facts.push(subject, format!("a list of {}", items.len()));
            for (number, item) in items.iter().enumerate() {
                add_facts(&format!("item {number} of {subject}"), item, facts);
            }
        }
        Value::Mapping(_) => {
            facts.extend(subject, entries(value).map(|(key, _)| key));
            for (key, value) in entries(value) {
                add_facts(&format!("{key} of {subject}"), value, facts);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Tagged(_) => {
            facts.extend(subject, texts(value));
        }
    }
}
