//! Every key is described, says what it is by default, and shows how it is written.

use serde_json::Value;
use tvgen::handbook::keys::{Key, keys};

#[test]
fn every_key_is_described_in_sentences() {
    for key in keys() {
        let (what, _) = key.parts();
        assert!(
            what.len() > 10
                && what.starts_with(|c: char| c.is_uppercase() || c == '`')
                && what.ends_with('.')
                && !what.contains('\n'),
            "{}: {what}",
            key.path
        );
    }
}

#[test]
fn every_key_says_what_it_is_by_default() {
    for key in keys() {
        let (what, default) = key.parts();
        let is_table = key.schema["type"] == "object" && key.schema["propertyNames"].is_null();
        let is_github = key.path.starts_with("hooks.jobs.NAME.")
            && !key.path.ends_with("before")
            && !key.path.ends_with("after");
        // What GitHub gives a default, and what a table that is there must have.
        let is_demanded = what.ends_with("It must be written where a user is.");
        let says_nothing =
            is_github || is_demanded || is_table && default.is_none() || is_named(&key);
        assert_eq!(
            default.is_some(),
            !key.required && !says_nothing,
            "{}: {default:?}",
            key.path
        );
    }
}

#[test]
fn the_default_that_is_told_is_the_one_of_the_schema() {
    for key in keys() {
        let default = &key.schema["default"];
        let (_, documented) = key.parts();
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
                format!("`{}`", written(default))
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
fn every_key_shows_how_it_is_written() {
    for key in keys() {
        let shapes = key.shapes();
        let tells = |shape: &&Value| {
            ["oneOf", "const", "enum"]
                .iter()
                .any(|word| shape.get(word).is_some())
                || shape["type"] == "boolean"
                || shape["properties"].is_object()
                || shape["items"]["properties"].is_object()
                || shape["additionalProperties"]["properties"].is_object()
        };
        let default = &key.schema["default"];
        let has_default =
            !default.is_null() && default.as_array().is_none_or(|items| !items.is_empty());
        assert!(
            key.schema["examples"].is_array() || has_default || shapes.iter().all(tells),
            "{}",
            key.path
        );
    }
}

/// Whether the key holds tables by names of the user's own.
fn is_named(key: &Key) -> bool {
    key.schema["additionalProperties"]["properties"].is_object()
}

/// `value` as one writes it in a spec.
fn written(value: &Value) -> String {
    match value {
        Value::Object(table) => {
            let entries = table
                .iter()
                .map(|(key, value)| format!("{key} = {}", written(value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(written).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.to_string(),
    }
}
