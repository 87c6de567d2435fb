//! A value as one writes it in a spec.

use serde_json::Value;

use crate::place::Place;

/// `key = value`.
pub(super) fn entry(key: &str, value: &Value) -> String {
    format!("{} = {}", Place::root().key(key), literal(value))
}

/// `value` as TOML, on one line.
pub(super) fn literal(value: &Value) -> String {
    match value {
        Value::Object(table) => {
            let entries: Vec<String> = table.iter().map(|(key, value)| entry(key, value)).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(literal).collect();
            format!("[{}]", items.join(", "))
        }
        // A basic string of TOML takes what one of JSON takes.
        Value::String(_) | Value::Number(_) | Value::Bool(_) | Value::Null => value.to_string(),
    }
}
