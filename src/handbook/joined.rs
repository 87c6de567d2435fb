//! Alternatives as one schema where they are of different types: a validator then says what is wrong with a value, and not
//! merely that no alternative takes it.

use serde_json::{Map, Value};

/// What holds for values of all types, so that it cannot tell one alternative from another.
const FOR_ALL: &[&str] = &["const", "enum", "oneOf", "anyOf"];

/// Joins all alternatives in `schema` that can be.
pub(super) fn join(schema: &mut Value) {
    match schema {
        Value::Object(entries) => {
            entries.values_mut().for_each(join);
            if let Some(joined) = joined(entries) {
                *entries = joined;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(join),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// `schema` with its alternatives in it, if each is told from the others by its type.
fn joined(schema: &Map<String, Value>) -> Option<Map<String, Value>> {
    let alternatives = schema.get("anyOf")?.as_array()?;
    let (mut types, mut all) = (Vec::new(), Map::new());
    let mut descriptions: Vec<String> = Vec::new();
    for alternative in alternatives {
        let kind = alternative["type"].as_str()?;
        if types.contains(&kind) || FOR_ALL.iter().any(|key| alternative.get(key).is_some()) {
            return None;
        }
        types.push(kind);
        if let Some(description) = alternative["description"].as_str() {
            let mut letters = description.chars();
            let first = letters.next().into_iter().flat_map(char::to_lowercase);
            let description: String = first.chain(letters).collect();
            descriptions.push(format!("As {}: {description}", article(kind)));
        }
        all.extend(alternative.as_object().cloned().unwrap_or_default());
    }
    all.extend(schema.clone());
    all.shift_remove("anyOf");
    all.insert("type".to_owned(), types.into());
    let described = schema.get("description").and_then(Value::as_str);
    descriptions.splice(0..0, described.map(str::to_owned));
    all.insert("description".to_owned(), descriptions.join("\n\n").into());
    Some(all)
}

fn article(kind: &str) -> &'static str {
    match kind {
        "object" => "a table",
        "array" => "an array",
        "boolean" => "a boolean",
        "integer" | "number" => "a number",
        _ => "a string",
    }
}
