//! The schema of custom jobs in GitHub's workflow syntax. The parser accepts any keys in a job; rules check them.

use serde_json::{Map, Value, json};

use crate::spec::hooks::shape::{CALL, JOB, STEP, ValueType, WorkflowKey};

/// Adds the keys of jobs and their steps to `shape`, the shape of a spec.
pub(super) fn describe_jobs(shape: &mut Value) {
    let place = "/properties/hooks/properties/jobs/additionalProperties";
    let Some(job) = shape.pointer_mut(place).and_then(Value::as_object_mut) else {
        return;
    };
    job.insert("additionalProperties".to_owned(), false.into());
    let Some(keys) = job.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    for known in JOB.iter().chain(CALL) {
        keys.insert(known.key.to_owned(), value_schema(known));
    }
    let steps: Map<String, Value> = STEP
        .iter()
        .map(|known| (known.key.to_owned(), value_schema(known)))
        .collect();
    keys.insert(
        "steps".to_owned(),
        json!({
            "description": description("steps", JOB),
            "type": "array",
            "examples": keys["steps"]["examples"],
            "items": {
                "description": "A step in GitHub's workflow syntax.",
                "type": "object",
                "properties": steps,
                "additionalProperties": false,
            },
        }),
    );
}

/// The description of the key `key`, one of `keys`.
fn description(key: &str, keys: &[WorkflowKey]) -> &'static str {
    let mut known = keys.iter().filter(|known| known.key == key);
    known.next().map_or("", |known| known.description)
}

/// The schema of the value at the key `known`.
fn value_schema(known: &WorkflowKey) -> Value {
    let kinds: Vec<Value> = known.types.iter().map(|kind| schema(*kind)).collect();
    let mut value = match kinds.as_slice() {
        [kind] => kind.clone(),
        kinds => json!({ "anyOf": kinds }),
    };
    if let Some(value) = value.as_object_mut() {
        value.shift_insert(0, "description".to_owned(), known.description.into());
        value.extend(example(known).map(|example| ("examples".to_owned(), json!([example]))));
    }
    value
}

/// The example value of the key `known`.
fn example(known: &WorkflowKey) -> Option<Value> {
    let mut table: Map<String, Value> = toml::from_str(known.example).ok()?;
    table.remove(known.key)
}

fn schema(kind: ValueType) -> Value {
    let scalar = json!({ "type": ["string", "number", "boolean"] });
    match kind {
        ValueType::Text => json!({ "type": "string" }),
        ValueType::Expression => json!({ "type": "string", "pattern": r"\$\{\{" }),
        ValueType::Workflow => {
            json!({ "type": "string", "pattern": r"\.github/workflows/[^/]+\.ya?ml(@|$)" })
        }
        ValueType::Inherit => json!({ "type": "string", "const": "inherit" }),
        ValueType::Number => json!({ "type": "number" }),
        ValueType::Flag => json!({ "type": "boolean" }),
        ValueType::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        ValueType::Tables => json!({ "type": "array", "items": { "type": "object" } }),
        ValueType::Scalars => json!({ "type": "object", "additionalProperties": scalar }),
        ValueType::Table => json!({ "type": "object", "additionalProperties": true }),
    }
}
