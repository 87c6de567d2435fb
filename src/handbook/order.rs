//! The order in which a reader meets what a schema says of a key.

use serde_json::{Map, Value};

/// What is said first; the rest follows as it comes.
const FIRST: &[&str] = &[
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

/// `schema`, in the order in which it is read.
pub(super) fn ordered(mut schema: Map<String, Value>) -> Value {
    let mut out = Map::new();
    for key in FIRST {
        if let Some(value) = schema.shift_remove(*key) {
            out.insert((*key).to_owned(), value);
        }
    }
    out.extend(schema);
    Value::Object(out)
}
