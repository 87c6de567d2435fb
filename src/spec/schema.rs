//! The shape of a spec, as JSON Schema, made from the types.

use std::sync::LazyLock;

use serde_json::Value;

use super::Spec;

/// The schema of [`Spec`].
pub static SCHEMA: LazyLock<Value> = LazyLock::new(|| schemars::schema_for!(Spec).to_value());

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
