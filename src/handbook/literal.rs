//! Formats values as TOML.

use serde_json::Value;

use crate::place::Place;

/// Formats a key and its value as `key = value`.
pub(super) fn format_entry(key: &str, value: &Value) -> String {
    format!("{} = {}", Place::root().key(key), format_value(value))
}

/// Formats `value` as TOML on one line.
pub(super) fn format_value(value: &Value) -> String {
    match value {
        Value::Object(table) => {
            let entries: Vec<String> = table
                .iter()
                .map(|(key, value)| format_entry(key, value))
                .collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(format_value).collect();
            format!("[{}]", items.join(", "))
        }
        // JSON strings are valid TOML basic strings.
        Value::String(_) | Value::Number(_) | Value::Bool(_) | Value::Null => value.to_string(),
    }
}
