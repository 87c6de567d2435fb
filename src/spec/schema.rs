//! The JSON Schema of a spec, generated from its types.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::Spec;
use crate::{
    finding::suggest,
    place::{Key, Place},
};

/// The schema of [`Spec`].
pub static SCHEMA: LazyLock<Value> = LazyLock::new(|| schemars::schema_for!(Spec).to_value());

/// Converts `pairs` to a JSON object.
pub(super) fn json_table(pairs: &[(&str, &str)]) -> Value {
    let pairs = pairs
        .iter()
        .map(|(key, value)| ((*key).to_owned(), Value::from(*value)));
    Value::Object(pairs.collect())
}

/// The alternatives of `schema`, without the `null` of optional keys.
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

/// Whether `shape` accepts any value, which is passed on unchanged.
#[must_use]
pub fn accepts_anything(shape: &Value) -> bool {
    shape.as_object().is_some_and(|shape| {
        ["type", "properties", "const", "enum"]
            .iter()
            .all(|key| !shape.contains_key(*key))
    })
}

/// The type that `shape` expects, with its article.
#[must_use]
pub fn type_name(shape: &Value) -> &'static str {
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

/// The types that the schema expects at `place`, with their articles; empty if the key is unknown.
#[must_use]
pub fn type_names(place: &Place) -> Vec<&'static str> {
    let mut schemas: Vec<&Value> = vec![&SCHEMA];
    for key in place.keys() {
        let here = schemas.iter().flat_map(|schema| shapes(schema));
        schemas = match key {
            Key::Item(_) => here.filter_map(|shape| shape.get("items")).collect(),
            Key::Name(name) => here.filter_map(|shape| value_schema(shape, name)).collect(),
        };
    }
    let shapes = schemas.iter().flat_map(|schema| shapes(schema));
    shapes.map(type_name).collect()
}

/// Finds the first unknown key on the path to `place`; returns it with the keys that are known there.
#[must_use]
pub fn find_unknown_key(place: &Place) -> Option<(Place, Vec<String>)> {
    let mut schemas: Vec<&Value> = vec![&SCHEMA];
    let mut prefix = Place::root();
    for key in place.keys() {
        let here: Vec<&Value> = schemas.iter().flat_map(|schema| shapes(schema)).collect();
        if here.iter().any(|shape| accepts_anything(shape)) {
            return None;
        }
        schemas = match key {
            Key::Item(item) => {
                prefix = prefix.item(*item);
                here.iter().filter_map(|shape| shape.get("items")).collect()
            }
            Key::Name(name) => {
                prefix = prefix.key(name.clone());
                here.iter()
                    .filter_map(|shape| value_schema(shape, name))
                    .collect()
            }
        };
        if schemas.is_empty() {
            let tables = here
                .iter()
                .filter_map(|shape| shape.get("properties")?.as_object());
            return Some((prefix, tables.flat_map(Map::keys).cloned().collect()));
        }
    }
    None
}

/// Checks that `place` is a key of the spec format.
///
/// # Errors
/// If the key is unknown; the error suggests a similar one.
pub fn check_key(place: &Place) -> Result<(), String> {
    let Some((missing, keys)) = find_unknown_key(place) else {
        return Ok(());
    };
    let last = missing.keys().last().and_then(Key::name);
    Err(match last.filter(|_| !keys.is_empty()) {
        Some(last) => {
            let keys = keys.iter().map(String::as_str);
            format!("unknown key `{missing}`: {}", suggest(last, keys))
        }
        None => format!("unknown key `{missing}`"),
    })
}

/// The schema of the value at `key` in a table of the shape `shape`.
#[must_use]
pub fn value_schema<'a>(shape: &'a Value, key: &str) -> Option<&'a Value> {
    let known = shape.get("properties").and_then(|keys| keys.get(key));
    let named = || {
        shape
            .get("additionalProperties")
            .filter(|schema| schema.is_object())
    };
    known.or_else(named)
}

/// The shape with the most of `keys`; the first of several.
#[must_use]
pub fn closest_shape<'a>(shapes: &[&'a Value], keys: &[&str]) -> Option<&'a Value> {
    let known = |shape: &&&Value| {
        let known = keys.iter().filter(|key| value_schema(shape, key).is_some());
        known.count()
    };
    // `max_by_key` returns the last of several maxima.
    shapes.iter().rev().max_by_key(known).copied()
}

/// Resolves the `$ref` of `schema`, if it has one.
#[must_use]
pub fn resolve<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    let name = schema
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|name| name.strip_prefix("#/$defs/"));
    name.and_then(|name| root.get("$defs")?.get(name))
        .unwrap_or(schema)
}
