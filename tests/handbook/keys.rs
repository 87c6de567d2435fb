//! Every key has a description, a documented default and an example.

use serde_json::Value;
use tvgen::handbook::keys::{Key, keys};

#[test]
fn every_key_is_described_in_sentences() {
    for key in keys() {
        let (description, _) = key.split_description();
        assert!(
            description.len() > 10
                && description.starts_with(|c: char| c.is_uppercase() || c == '`')
                && description.ends_with('.')
                && !description.contains('\n'),
            "{}: {description}",
            key.path
        );
    }
}

#[test]
fn every_key_documents_its_default() {
    for key in keys() {
        let (description, default) = key.split_description();
        let is_table = key.schema["type"] == "object" && key.schema["propertyNames"].is_null();
        let is_github = key.path.starts_with("hooks.jobs.NAME.")
            && !key.path.ends_with("before")
            && !key.path.ends_with("after");
        // GitHub sets these defaults; the others are required in a table that exists.
        let is_required = description.ends_with("Required if `user` is a table.");
        let has_no_default =
            is_github || is_required || is_table && default.is_none() || is_named(&key);
        assert_eq!(
            default.is_some(),
            !key.required && !has_no_default,
            "{}: {default:?}",
            key.path
        );
    }
}

#[test]
fn the_documented_default_is_the_default_of_the_schema() {
    for key in keys() {
        let default = &key.schema["default"];
        let (_, documented) = key.split_description();
        let (Some(documented), false) = (documented, default.is_null()) else {
            continue;
        };
        let is_empty = default.as_array().is_some_and(Vec::is_empty);
        let shown = match default {
            _ if is_empty => "none".to_owned(),
            Value::String(text) => format!("`{text}`"),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::Array(_)
            | Value::Object(_) => {
                format!("`{}`", format_value(default))
            }
        };
        assert!(
            documented.starts_with(&shown),
            "{}: {documented}, not {shown}",
            key.path
        );
    }
}

#[test]
fn every_key_has_an_example_a_default_or_fixed_values() {
    for key in keys() {
        let shapes = key.shapes();
        let lists_values = |shape: &&Value| {
            ["oneOf", "const", "enum"]
                .iter()
                .any(|keyword| shape.get(keyword).is_some())
                || shape["type"] == "boolean"
                || shape["properties"].is_object()
                || shape["items"]["properties"].is_object()
                || shape["additionalProperties"]["properties"].is_object()
        };
        let default = &key.schema["default"];
        let has_default =
            !default.is_null() && default.as_array().is_none_or(|items| !items.is_empty());
        assert!(
            key.schema["examples"].is_array() || has_default || shapes.iter().all(lists_values),
            "{}",
            key.path
        );
    }
}

/// Whether the key contains tables with user-defined names.
fn is_named(key: &Key) -> bool {
    key.schema["additionalProperties"]["properties"].is_object()
}

/// Formats `value` as in a spec.
fn format_value(value: &Value) -> String {
    match value {
        Value::Object(table) => {
            let entries = table
                .iter()
                .map(|(key, value)| format!("{key} = {}", format_value(value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(format_value).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.to_string(),
    }
}
