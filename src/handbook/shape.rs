//! The format of a spec as one tree: what each key is, at its place, with nothing to look up elsewhere. Editors show what
//! stands at a key, and not all of them what stands where a reference leads.

use serde_json::{Map, Value};

use super::{jobs, lints, order::ordered};
use crate::spec::schema::{SCHEMA, resolve};

/// The shape of a spec: a JSON Schema without references, in which each key that must be written is required.
#[must_use]
pub fn shape() -> Value {
    let mut shape = inline(&SCHEMA);
    jobs::describe(&mut shape);
    lints::name(&mut shape);
    shape
}

/// `schema` with what it refers to in place of each reference, and without `null`, which TOML has not.
fn inline(schema: &Value) -> Value {
    let mut out = Map::new();
    if schema.get("$ref").is_some() {
        out = entries(inline(resolve(&SCHEMA, schema)));
    }
    for (key, value) in schema.as_object().into_iter().flatten() {
        let value = match key.as_str() {
            // The names of Rust's types, and what is looked up.
            "$ref" | "$schema" | "$defs" | "title" => continue,
            // All whole numbers of TOML are of this size.
            "format" if value == "int64" => continue,
            "type" => without_null(value),
            "description" => unwrapped(value),
            "properties" => each(value),
            "items" | "additionalProperties" if value.is_object() => inline(value),
            "anyOf" | "oneOf" => alternatives(value),
            // A table that may be left out is no less empty for that.
            "default" if value.as_object().is_some_and(Map::is_empty) => continue,
            _ => value.clone(),
        };
        out.insert(key.clone(), value);
    }
    ordered(one(out))
}

/// `schema`; where a single alternative is left, as that.
fn one(mut schema: Map<String, Value>) -> Map<String, Value> {
    let Some([alternative]) = schema
        .get("anyOf")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
    else {
        return schema;
    };
    let mut out = entries(alternative.clone());
    schema.shift_remove("anyOf");
    // What is said of the key is said better there than of the type.
    out.extend(schema);
    out
}

fn each(properties: &Value) -> Value {
    let properties = properties.as_object().into_iter().flatten();
    Value::Object(
        properties
            .map(|(key, schema)| (key.clone(), inline(schema)))
            .collect(),
    )
}

fn alternatives(list: &Value) -> Value {
    let list = list.as_array().into_iter().flatten();
    let real = list.filter(|schema| schema.get("type").and_then(Value::as_str) != Some("null"));
    Value::Array(real.map(inline).collect())
}

fn without_null(types: &Value) -> Value {
    match types.as_array().map(Vec::as_slice) {
        Some([one, other]) if other == "null" => one.clone(),
        Some(_) | None => types.clone(),
    }
}

/// A description whose lines go on until its paragraph ends.
fn unwrapped(description: &Value) -> Value {
    let text = description.as_str().unwrap_or_default();
    let paragraphs = text.split("\n\n").map(|lines| lines.replace('\n', " "));
    paragraphs.collect::<Vec<_>>().join("\n\n").into()
}

fn entries(schema: Value) -> Map<String, Value> {
    match schema {
        Value::Object(entries) => entries,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Map::new()
        }
    }
}
