//! The JSON Schema of a spec file, for editors.

use serde_json::{Map, Value, json};

use super::{
    alternatives::join_alternatives, inherited_items::allow_inherited_items, key_order::order_keys,
    shape::shape,
};

/// The id of the schema, which is not a URL.
const ID: &str = "urn:uuid:8d473bff-fb3c-4a3a-b991-478e7802a622";

/// The schema of a spec file: JSON Schema 2020-12, limited to keywords that draft 7 also supports.
///
/// A file with `extends`, or without `[service]` (a base spec), can omit required keys. All arrays accept the item `"..."`.
#[must_use]
pub fn schema() -> Value {
    let mut file = shape();
    let required = take_required(&mut file);
    join_alternatives(&mut file);
    allow_inherited_items(&mut file);
    let mut schema = Map::new();
    let head = [
        ("$schema", "https://json-schema.org/draft/2020-12/schema"),
        ("$id", ID),
        ("title", "tvgen spec"),
    ];
    schema.extend(head.map(|(key, value)| (key.to_owned(), value.into())));
    schema.extend(file.as_object().cloned().unwrap_or_default());
    schema.insert(
        "if".to_owned(),
        json!({
            "required": ["service"],
            "not": { "required": ["extends"], "additionalProperties": true },
            "additionalProperties": true,
        }),
    );
    schema.insert("then".to_owned(), required);
    order_keys(schema)
}

/// Moves the required keys of tables out of `schema` and returns them, because a chain of base specs can provide them. The
/// required keys of items stay: no other file can add keys to an item.
fn take_required(schema: &mut Value) -> Value {
    let mut required_schema = Map::new();
    let Some(schema) = schema.as_object_mut() else {
        return Value::Object(required_schema);
    };
    if let Some(required) = schema.shift_remove("required") {
        required_schema.insert("required".to_owned(), required);
    }
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        let of_keys = properties
            .iter_mut()
            .map(|(key, schema)| (key.clone(), take_required(schema)));
        let of_keys: Map<String, Value> = of_keys.filter(|(_, schema)| !is_empty(schema)).collect();
        if !of_keys.is_empty() {
            required_schema.insert("properties".to_owned(), of_keys.into());
        }
    }
    if let Some(named) = schema.get_mut("additionalProperties") {
        let of_named = take_required(named);
        if !is_empty(&of_named) {
            required_schema.insert("additionalProperties".to_owned(), of_named);
        }
    }
    // The alternatives can be merged: at most one of them is a table, and the keywords taken from it do not apply to
    // values of other types.
    let shapes = schema.get_mut("anyOf").and_then(Value::as_array_mut);
    for shape in shapes.into_iter().flatten() {
        if let Value::Object(of_shape) = take_required(shape) {
            required_schema.extend(of_shape);
        }
    }
    if !required_schema.is_empty() {
        // Some editors treat a table without `additionalProperties` as closed.
        required_schema
            .entry("additionalProperties")
            .or_insert(Value::Bool(true));
    }
    Value::Object(required_schema)
}

fn is_empty(schema: &Value) -> bool {
    schema.as_object().is_some_and(Map::is_empty)
}
