//! The schema for editors: what one file of a spec can say, as it is typed.

use serde_json::{Map, Value, json};

use super::{joined::join, order::ordered, shape::shape, spread::spread};

/// A name for the schema that is nobody's address.
const ID: &str = "urn:uuid:8d473bff-fb3c-4a3a-b991-478e7802a622";

/// The schema of one file of a spec (JSON Schema 2020-12, of which it uses what draft 7 has too).
///
/// A file that extends another may leave out what the whole must have, and so may one without `[service]`, which is there
/// for others to extend; any array may have the item `"..."`.
#[must_use]
pub fn schema() -> Value {
    let mut file = shape();
    let whole = demanded(&mut file);
    join(&mut file);
    spread(&mut file);
    let mut schema = Map::new();
    let head = [
        ("$schema", "https://json-schema.org/draft/2020-12/schema"),
        ("$id", ID),
        ("title", "tvgen's spec"),
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
    schema.insert("then".to_owned(), whole);
    ordered(schema)
}

/// Takes out of `schema` what only a whole spec must have: the keys of tables, which files that build on each other may
/// have between them. No file can add to an item that another one has, so the keys of items stay.
fn demanded(schema: &mut Value) -> Value {
    let mut demanded = Map::new();
    let Some(schema) = schema.as_object_mut() else {
        return Value::Object(demanded);
    };
    if let Some(required) = schema.shift_remove("required") {
        demanded.insert("required".to_owned(), required);
    }
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        let of_keys = properties
            .iter_mut()
            .map(|(key, schema)| (key.clone(), self::demanded(schema)));
        let of_keys: Map<String, Value> = of_keys.filter(|(_, schema)| !is_empty(schema)).collect();
        if !of_keys.is_empty() {
            demanded.insert("properties".to_owned(), of_keys.into());
        }
    }
    if let Some(named) = schema.get_mut("additionalProperties") {
        let of_named = self::demanded(named);
        if !is_empty(&of_named) {
            demanded.insert("additionalProperties".to_owned(), of_named);
        }
    }
    // Of the shapes of a value one at most is a table, and what is demanded of tables no other shape minds.
    let shapes = schema.get_mut("anyOf").and_then(Value::as_array_mut);
    for shape in shapes.into_iter().flatten() {
        if let Value::Object(of_shape) = self::demanded(shape) {
            demanded.extend(of_shape);
        }
    }
    if !demanded.is_empty() {
        // Some editors take a table that is not said to be open for a closed one.
        demanded
            .entry("additionalProperties")
            .or_insert(Value::Bool(true));
    }
    Value::Object(demanded)
}

fn is_empty(schema: &Value) -> bool {
    schema.as_object().is_some_and(Map::is_empty)
}
