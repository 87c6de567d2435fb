//! Values of YAML, by their paths.

use serde_yaml::Value;

use crate::verify::{Facts, expression};

/// What stands at `path` in `value`; null where nothing does.
pub(super) fn at<'a>(value: &'a Value, path: &[&str]) -> &'a Value {
    const NULL: &Value = &Value::Null;
    path.iter()
        .fold(value, |value, key| value.get(*key).unwrap_or(NULL))
}

/// The entries of a table, in order.
pub(super) fn entries(value: &Value) -> impl Iterator<Item = (String, &Value)> {
    let entries = value.as_mapping().into_iter().flatten();
    entries.map(|(key, value)| (raw(key), value))
}

/// The items of a list; of anything else itself, of nothing none.
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

/// A scalar as it stands.
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

/// A scalar, `{…}` where GitHub evaluates something.
pub(super) fn text(value: &Value) -> String {
    expression::scalar(&raw(value))
}

/// The texts of a list, or of the lines of a scalar of several lines.
pub(super) fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) if text.trim_end().contains('\n') => {
            text.lines().map(expression::scalar).collect()
        }
        Value::String(text) => vec![expression::scalar(text.trim_end_matches('\n'))],
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::Sequence(_)
        | Value::Mapping(_)
        | Value::Tagged(_) => items(value).into_iter().map(text).collect(),
    }
}

/// Says of `what`, of each of its items and of each of its entries what it is.
pub(super) fn say(what: &str, value: &Value, facts: &mut Facts) {
    match value {
        Value::Sequence(items) => {
            facts.word(what, format!("a list of {}", items.len()));
            for (number, item) in items.iter().enumerate() {
                say(&format!("item {number} of {what}"), item, facts);
            }
        }
        Value::Mapping(_) => {
            facts.say(what, entries(value).map(|(key, _)| key));
            for (key, value) in entries(value) {
                say(&format!("{key} of {what}"), value, facts);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Tagged(_) => {
            facts.say(what, texts(value));
        }
    }
}
