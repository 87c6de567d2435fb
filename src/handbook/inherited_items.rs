//! Adds the item `"..."`, which inserts inherited items, to all arrays of a schema.

use serde_json::{Value, json};

use crate::source::merge::SPREAD;

/// A pattern for the item `"..."`.
const PATTERN: &str = r"^\.\.\.$";

/// Allows the item `"..."` in all arrays of `schema`.
pub(super) fn allow_inherited_items(schema: &mut Value) {
    match schema {
        Value::Object(entries) => {
            entries.values_mut().for_each(allow_inherited_items);
            if let Some(items) = entries.get_mut("items") {
                allow_spread(items);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(allow_inherited_items),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Allows the item `"..."` in the schema `items`, unless it is already valid.
fn allow_spread(items: &mut Value) {
    if let Some(values) = items.get_mut("enum").and_then(Value::as_array_mut) {
        values.push(SPREAD.into());
    } else if let Some(values) = items.get_mut("oneOf").and_then(Value::as_array_mut) {
        values.push(json!({
            "description": "Inserts the items of this array in the base spec.",
            "type": "string",
            "const": SPREAD,
        }));
    } else if let Some(pattern) = items["pattern"].as_str() {
        items["pattern"] = format!("{PATTERN}|{pattern}").into();
    } else if items["type"] == "object" {
        // `pattern` does not apply to tables, and table keywords do not apply to strings.
        items["type"] = json!(["object", "string"]);
        items["pattern"] = PATTERN.into();
    }
}
