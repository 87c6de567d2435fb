//! A file of a spec as a validator of JSON Schema sees it.

use serde_json::{Map, Value};
use toml::Table;

/// `table` as JSON; a date is the text of it.
pub fn json(table: &Table) -> Value {
    let entries = table
        .iter()
        .map(|(key, value)| (key.clone(), of_value(value)));
    Value::Object(entries.collect::<Map<_, _>>())
}

pub fn of_value(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.as_str().into(),
        toml::Value::Integer(number) => (*number).into(),
        toml::Value::Float(number) => (*number).into(),
        toml::Value::Boolean(flag) => (*flag).into(),
        toml::Value::Datetime(moment) => moment.to_string().into(),
        toml::Value::Array(items) => items.iter().map(of_value).collect(),
        toml::Value::Table(table) => json(table),
    }
}

/// `value` as TOML.
pub fn toml_of(value: &Value) -> toml::Value {
    match value {
        Value::Null => panic!("TOML has no null"),
        Value::Bool(flag) => (*flag).into(),
        Value::Number(number) => number
            .as_i64()
            .expect("the format has whole numbers")
            .into(),
        Value::String(text) => text.as_str().into(),
        Value::Array(items) => toml::Value::Array(items.iter().map(toml_of).collect()),
        Value::Object(table) => toml::Value::Table(
            table
                .iter()
                .map(|(key, value)| (key.clone(), toml_of(value)))
                .collect(),
        ),
    }
}
