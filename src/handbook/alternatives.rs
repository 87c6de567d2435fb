//! Merges alternatives of different types into one schema. A validator can then report what is wrong with a value instead of
//! only that no alternative matches.

use serde_json::{Map, Value};

/// Keywords that apply to values of all types. Alternatives that have them cannot be merged.
const UNTYPED: &[&str] = &["const", "enum", "oneOf", "anyOf"];

/// Merges all alternatives in `schema` that can be merged.
pub(super) fn join_alternatives(schema: &mut Value) {
    match schema {
        Value::Object(entries) => {
            entries.values_mut().for_each(join_alternatives);
            if let Some(merged) = merge_alternatives(entries) {
                *entries = merged;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(join_alternatives),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Merges the alternatives of `schema` into it, if all have different types.
fn merge_alternatives(schema: &Map<String, Value>) -> Option<Map<String, Value>> {
    let alternatives = schema.get("anyOf")?.as_array()?;
    let (mut types, mut all) = (Vec::new(), Map::new());
    let mut descriptions: Vec<String> = Vec::new();
    for alternative in alternatives {
        let kind = alternative["type"].as_str()?;
        if types.contains(&kind) || UNTYPED.iter().any(|key| alternative.get(key).is_some()) {
            return None;
        }
        types.push(kind);
        if let Some(description) = alternative["description"].as_str() {
            let mut characters = description.chars();
            let first = characters.next().into_iter().flat_map(char::to_lowercase);
            let description: String = first.chain(characters).collect();
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
