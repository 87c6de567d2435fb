//! The item that stands for inherited ones, which any array can have.

use serde_json::{Value, json};

use crate::source::merge::SPREAD;

/// The same, as a pattern.
const PATTERN: &str = r"^\.\.\.$";

/// Lets every array in `schema` have the item that stands for inherited ones.
pub(super) fn spread(schema: &mut Value) {
    match schema {
        Value::Object(entries) => {
            entries.values_mut().for_each(spread);
            if let Some(items) = entries.get_mut("items") {
                with_spread(items);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(spread),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Lets `items` take it, where it is no item like any other.
fn with_spread(items: &mut Value) {
    if let Some(words) = items.get_mut("enum").and_then(Value::as_array_mut) {
        words.push(SPREAD.into());
    } else if let Some(words) = items.get_mut("oneOf").and_then(Value::as_array_mut) {
        words.push(json!({
            "description": "The items of the same array in the spec that this file extends.",
            "type": "string",
            "const": SPREAD,
        }));
    } else if let Some(pattern) = items["pattern"].as_str() {
        items["pattern"] = format!("{PATTERN}|{pattern}").into();
    } else if items["type"] == "object" {
        // A pattern is nothing to a table, nor are keys to a string.
        items["type"] = json!(["object", "string"]);
        items["pattern"] = PATTERN.into();
    }
}
