//! The schema of a spec, with references inlined. Some editors show the description at a key, but not the description
//! at the target of its `$ref`.

use serde_json::{Map, Value};

use super::{jobs, key_order::order_keys, lints};
use crate::spec::schema::{SCHEMA, resolve};

/// The shape of a spec: a JSON Schema without references.
#[must_use]
pub fn shape() -> Value {
    let mut shape = inline(&SCHEMA);
    jobs::describe_jobs(&mut shape);
    lints::list_warnings(&mut shape);
    shape
}

/// Inlines all references in `schema`, and removes `null`, which TOML does not have.
fn inline(schema: &Value) -> Value {
    let mut out = Map::new();
    if schema.get("$ref").is_some() {
        out = entries(inline(resolve(&SCHEMA, schema)));
    }
    for (key, value) in schema.as_object().into_iter().flatten() {
        let value = match key.as_str() {
            // Omits references, which are inlined, and the names of Rust types.
            "$ref" | "$schema" | "$defs" | "title" => continue,
            // Omits the size of integers: all TOML integers have 64 bits.
            "format" if value == "int64" => continue,
            "type" => without_null(value),
            "description" => unwrap_lines(value),
            "properties" => inline_properties(value),
            "items" | "additionalProperties" if value.is_object() => inline(value),
            "anyOf" | "oneOf" => inline_alternatives(value),
            // Omits the default of an optional table: an empty table.
            "default" if value.as_object().is_some_and(Map::is_empty) => continue,
            _ => value.clone(),
        };
        out.insert(key.clone(), value);
    }
    order_keys(unwrap_single_alternative(out))
}

/// Replaces the `anyOf` of `schema` with its alternative, if there is only one.
fn unwrap_single_alternative(mut schema: Map<String, Value>) -> Map<String, Value> {
    let Some([alternative]) = schema
        .get("anyOf")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
    else {
        return schema;
    };
    let mut out = entries(alternative.clone());
    schema.shift_remove("anyOf");
    // The description of the key takes precedence over that of the type.
    out.extend(schema);
    out
}

fn inline_properties(properties: &Value) -> Value {
    let properties = properties.as_object().into_iter().flatten();
    Value::Object(
        properties
            .map(|(key, schema)| (key.clone(), inline(schema)))
            .collect(),
    )
}

fn inline_alternatives(list: &Value) -> Value {
    let list = list.as_array().into_iter().flatten();
    let real = list.filter(|schema| schema.get("type").and_then(Value::as_str) != Some("null"));
    Value::Array(real.map(inline).collect())
}

fn without_null(types: &Value) -> Value {
    match types.as_array().map(Vec::as_slice) {
        Some([kind, null]) if null == "null" => kind.clone(),
        Some(_) | None => types.clone(),
    }
}

/// Joins the lines of each paragraph of a description.
fn unwrap_lines(description: &Value) -> Value {
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
