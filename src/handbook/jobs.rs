//! The jobs of the user's own, as GitHub takes them: in a spec they are free, and rules look at them.

use serde_json::{Map, Value, json};

use crate::spec::hooks::shape::{CALL, JOB, Kind, Known, STEP};

/// Describes in `shape`, the shape of a spec, the keys of a job and of its steps.
pub(super) fn describe(shape: &mut Value) {
    let place = "/properties/hooks/properties/jobs/additionalProperties";
    let Some(job) = shape.pointer_mut(place).and_then(Value::as_object_mut) else {
        return;
    };
    job.insert("additionalProperties".to_owned(), false.into());
    let Some(keys) = job.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    for known in JOB.iter().chain(CALL) {
        keys.insert(known.key.to_owned(), value(known));
    }
    let steps: Map<String, Value> = STEP
        .iter()
        .map(|known| (known.key.to_owned(), value(known)))
        .collect();
    keys.insert(
        "steps".to_owned(),
        json!({
            "description": described("steps", JOB),
            "type": "array",
            "examples": keys["steps"]["examples"],
            "items": {
                "description": "A step, as GitHub writes it.",
                "type": "object",
                "properties": steps,
                "additionalProperties": false,
            },
        }),
    );
}

/// What is said of the key `key`, one of `keys`.
fn described(key: &str, keys: &[Known]) -> &'static str {
    let mut known = keys.iter().filter(|known| known.key == key);
    known.next().map_or("", |known| known.what)
}

/// The schema of the value of the key `known`.
fn value(known: &Known) -> Value {
    let kinds: Vec<Value> = known.kinds.iter().map(|kind| schema(*kind)).collect();
    let mut value = match kinds.as_slice() {
        [kind] => kind.clone(),
        kinds => json!({ "anyOf": kinds }),
    };
    if let Some(value) = value.as_object_mut() {
        value.shift_insert(0, "description".to_owned(), known.what.into());
        value.extend(example(known).map(|example| ("examples".to_owned(), json!([example]))));
    }
    value
}

/// The value that the example of `known` has.
fn example(known: &Known) -> Option<Value> {
    let mut table: Map<String, Value> = toml::from_str(known.example).ok()?;
    table.remove(known.key)
}

fn schema(kind: Kind) -> Value {
    let scalar = json!({ "type": ["string", "number", "boolean"] });
    match kind {
        Kind::Text => json!({ "type": "string" }),
        Kind::Expression => json!({ "type": "string", "pattern": r"\$\{\{" }),
        Kind::Workflow => {
            json!({ "type": "string", "pattern": r"\.github/workflows/[^/]+\.ya?ml(@|$)" })
        }
        Kind::Inherit => json!({ "type": "string", "const": "inherit" }),
        Kind::Number => json!({ "type": "number" }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::Tables => json!({ "type": "array", "items": { "type": "object" } }),
        Kind::Scalars => json!({ "type": "object", "additionalProperties": scalar }),
        Kind::Table => json!({ "type": "object", "additionalProperties": true }),
    }
}
