//! The shape of a spec, as JSON Schema, made from the types.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::Spec;
use crate::{
    finding::one_of,
    place::{Key, Place},
};

/// The schema of [`Spec`].
pub static SCHEMA: LazyLock<Value> = LazyLock::new(|| schemars::schema_for!(Spec).to_value());

/// `pairs` as a table of the schema's own values.
pub(super) fn table(pairs: &[(&str, &str)]) -> Value {
    let pairs = pairs
        .iter()
        .map(|(key, value)| ((*key).to_owned(), Value::from(*value)));
    Value::Object(pairs.collect())
}

/// The shapes that `schema` allows, without the `null` of what may be left out.
#[must_use]
pub fn shapes(schema: &Value) -> Vec<&Value> {
    let schema = resolve(&SCHEMA, schema);
    let alternatives = schema
        .get("anyOf")
        .or_else(|| schema.get("oneOf"))
        .and_then(Value::as_array);
    match alternatives {
        Some(alternatives) => alternatives.iter().flat_map(shapes).collect(),
        None if schema.get("type").and_then(Value::as_str) == Some("null") => Vec::new(),
        None => vec![schema],
    }
}

/// Whether `shape` takes anything: what is handed on as it is.
#[must_use]
pub fn is_free(shape: &Value) -> bool {
    shape.as_object().is_some_and(|shape| {
        ["type", "properties", "const", "enum"]
            .iter()
            .all(|key| !shape.contains_key(*key))
    })
}

/// The type that `shape` wants, as one says it.
#[must_use]
pub fn kind(shape: &Value) -> &'static str {
    let types = &shape["type"];
    let named = types.as_str().or_else(|| {
        types
            .as_array()?
            .iter()
            .filter_map(Value::as_str)
            .find(|kind| *kind != "null")
    });
    match named {
        Some("string") if shape.get("format").and_then(Value::as_str) == Some("date") => "a date",
        Some("string") => "a string",
        Some("integer") => "an integer",
        Some("boolean") => "a boolean",
        Some("array") => "an array",
        _ => "a table",
    }
}

/// The types that the format has at `place`, as one says them; none where it has no such key.
#[must_use]
pub fn kinds(place: &Place) -> Vec<&'static str> {
    let mut schemas: Vec<&Value> = vec![&SCHEMA];
    for key in place.keys() {
        let here = schemas.iter().flat_map(|schema| shapes(schema));
        schemas = match key {
            Key::Item(_) => here.filter_map(|shape| shape.get("items")).collect(),
            Key::Name(name) => here.filter_map(|shape| value_of(shape, name)).collect(),
        };
    }
    let shapes = schemas.iter().flat_map(|schema| shapes(schema));
    shapes.map(kind).collect()
}

/// The first key on the way to `place` that the format does not have, and the keys that it has there.
#[must_use]
pub fn unknown(place: &Place) -> Option<(Place, Vec<String>)> {
    let mut schemas: Vec<&Value> = vec![&SCHEMA];
    let mut at = Place::root();
    for key in place.keys() {
        let here: Vec<&Value> = schemas.iter().flat_map(|schema| shapes(schema)).collect();
        if here.iter().any(|shape| is_free(shape)) {
            return None;
        }
        schemas = match key {
            Key::Item(item) => {
                at = at.item(*item);
                here.iter().filter_map(|shape| shape.get("items")).collect()
            }
            Key::Name(name) => {
                at = at.key(name.clone());
                here.iter()
                    .filter_map(|shape| value_of(shape, name))
                    .collect()
            }
        };
        if schemas.is_empty() {
            let tables = here
                .iter()
                .filter_map(|shape| shape.get("properties")?.as_object());
            return Some((at, tables.flat_map(Map::keys).cloned().collect()));
        }
    }
    None
}

/// Checks that the format has the key `place`.
///
/// # Errors
/// If it has not; the error says which was meant.
pub fn check_key(place: &Place) -> Result<(), String> {
    let Some((missing, keys)) = unknown(place) else {
        return Ok(());
    };
    let last = missing.keys().last().and_then(Key::name);
    Err(match last.filter(|_| !keys.is_empty()) {
        Some(last) => {
            let keys = keys.iter().map(String::as_str);
            format!("the format has no key `{missing}`: {}", one_of(last, keys))
        }
        None => format!("the format has no key `{missing}`"),
    })
}

/// The schema of what stands at `key` in a table of the shape `shape`.
#[must_use]
pub fn value_of<'a>(shape: &'a Value, key: &str) -> Option<&'a Value> {
    let known = shape.get("properties").and_then(|keys| keys.get(key));
    let named = || {
        shape
            .get("additionalProperties")
            .filter(|schema| schema.is_object())
    };
    known.or_else(named)
}

/// The first of `shapes` that has the most of `keys`.
#[must_use]
pub fn most_alike<'a>(shapes: &[&'a Value], keys: &[&str]) -> Option<&'a Value> {
    let known = |shape: &&&Value| {
        let known = keys.iter().filter(|key| value_of(shape, key).is_some());
        known.count()
    };
    // Of equal ones `max_by_key` returns the last.
    shapes.iter().rev().max_by_key(known).copied()
}

/// The schema that `schema` stands for: what its `$ref` names, itself otherwise.
#[must_use]
pub fn resolve<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    let name = schema
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|name| name.strip_prefix("#/$defs/"));
    name.and_then(|name| root.get("$defs")?.get(name))
        .unwrap_or(schema)
}
