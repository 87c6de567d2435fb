//! Converts specs between TOML and JSON, as a validator of JSON Schema sees them.

use serde_json::{Map, Value};
use toml::Table;

/// Converts `table` to JSON; dates become strings.
pub fn json(table: &Table) -> Value {
    let entries = table
        .iter()
        .map(|(key, value)| (key.clone(), to_json(value)));
    Value::Object(entries.collect::<Map<_, _>>())
}

pub fn to_json(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.as_str().into(),
        toml::Value::Integer(number) => (*number).into(),
        toml::Value::Float(number) => (*number).into(),
        toml::Value::Boolean(flag) => (*flag).into(),
        toml::Value::Datetime(moment) => moment.to_string().into(),
        toml::Value::Array(items) => items.iter().map(to_json).collect(),
        toml::Value::Table(table) => json(table),
    }
}

/// Converts `value` to TOML.
pub fn to_toml(value: &Value) -> toml::Value {
    match value {
        Value::Null => panic!("TOML has no null"),
        Value::Bool(flag) => (*flag).into(),
        Value::Number(number) => number
            .as_i64()
            .expect("the format has whole numbers")
            .into(),
        Value::String(text) => text.as_str().into(),
        Value::Array(items) => toml::Value::Array(items.iter().map(to_toml).collect()),
        Value::Object(table) => toml::Value::Table(
            table
                .iter()
                .map(|(key, value)| (key.clone(), to_toml(value)))
                .collect(),
        ),
    }
}
