//! Sorts the keywords of a schema for readers.

use serde_json::{Map, Value};

/// The keywords that come first, in this order. All other keywords follow in their original order.
const ORDER: &[&str] = &[
    "$schema",
    "$id",
    "title",
    "description",
    "type",
    "format",
    "const",
    "enum",
    "default",
    "examples",
    "pattern",
    "minimum",
    "maximum",
    "minLength",
    "minItems",
    "uniqueItems",
    "anyOf",
    "oneOf",
    "items",
    "required",
    "propertyNames",
    "properties",
    "additionalProperties",
];

/// Sorts the keywords of `schema`.
pub(super) fn order_keys(mut schema: Map<String, Value>) -> Value {
    let mut out = Map::new();
    for key in ORDER {
        if let Some(value) = schema.shift_remove(*key) {
            out.insert((*key).to_owned(), value);
        }
    }
    out.extend(schema);
    Value::Object(out)
}
