//! Lists the keys of the spec format.

use serde_json::Value;

use super::shape::shape;
use crate::place::{self, Place};

/// The placeholder for a user-defined name.
const NAME: &str = "NAME";
/// The placeholder for an item of an array.
const ITEM: &str = "[]";

/// A key of the spec format.
pub struct Key {
    /// Its path, with `NAME` for user-defined names and `[]` for items: `stages.NAME.packages`.
    pub path: String,
    /// Whether its table requires it.
    pub required: bool,
    /// Its schema, without references.
    pub schema: Value,
}

impl Key {
    /// The last part of its path.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit('.').next().unwrap_or_default()
    }

    /// Whether the last part of its path is a user-defined name.
    #[must_use]
    pub fn is_named_by_user(&self) -> bool {
        self.name() == NAME
    }

    /// Its description, including the default.
    #[must_use]
    pub fn description(&self) -> &str {
        self.schema["description"].as_str().unwrap_or_default()
    }

    /// The alternatives of its schema; the schema itself if it has none.
    #[must_use]
    pub fn shapes(&self) -> Vec<&Value> {
        shapes(&self.schema)
    }
}

/// All keys in the order of the format, each table before its keys.
#[must_use]
pub fn keys() -> Vec<Key> {
    let mut keys = Vec::new();
    collect_keys("", &shape(), &mut keys);
    keys
}

fn collect_keys(path: &str, schema: &Value, keys: &mut Vec<Key>) {
    for shape in shapes(schema) {
        let required = |key: &str| {
            let mut required = shape["required"].as_array().into_iter().flatten();
            required.any(|name| name == key)
        };
        let properties = shape["properties"].as_object().into_iter().flatten();
        for (key, schema) in properties {
            let path = if path.is_empty() {
                key.clone()
            } else {
                format!("{path}.{key}")
            };
            let required = required(key);
            add_key(&path, required, schema, keys);
        }
        if shape["additionalProperties"]["properties"].is_object() {
            let path = format!("{path}.{NAME}");
            add_key(&path, false, &shape["additionalProperties"], keys);
        }
        if shape["items"].is_object() {
            collect_keys(&format!("{path}{ITEM}"), &shape["items"], keys);
        }
    }
}

fn add_key(path: &str, required: bool, schema: &Value, keys: &mut Vec<Key>) {
    keys.push(Key {
        path: path.to_owned(),
        required,
        schema: schema.clone(),
    });
    collect_keys(path, schema, keys);
}

/// The path of the key at `place`, or of the closest parent that is a key.
pub(super) fn key_path(place: &Place, keys: &[Key]) -> Option<String> {
    let mut path = String::new();
    for step in place.keys() {
        let candidates = match step {
            place::Key::Item(_) => vec![format!("{path}{ITEM}")],
            place::Key::Name(name) if path.is_empty() => vec![name.to_string()],
            place::Key::Name(name) => vec![format!("{path}.{name}"), format!("{path}.{NAME}")],
        };
        let is_known = |path: &String| {
            let is_inside = |key: &Key| {
                let rest = key.path.strip_prefix(path.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
            };
            keys.iter().any(is_inside)
        };
        match candidates.into_iter().find(is_known) {
            Some(next) => path = next,
            None => break,
        }
    }
    let path = path.trim_end_matches(ITEM);
    (!path.is_empty()).then(|| path.to_owned())
}

/// The key at `place`; `None` if the format does not define it, such as the name of an environment variable.
#[must_use]
pub fn find_key<'a>(place: &Place, keys: &'a [Key]) -> Option<&'a Key> {
    let path = key_path(place, keys)?;
    let names = place.keys().iter().filter_map(place::Key::name);
    let is_whole = path.split('.').count() == names.count();
    keys.iter().find(|key| is_whole && key.path == path)
}

fn shapes(schema: &Value) -> Vec<&Value> {
    match schema["anyOf"].as_array() {
        Some(shapes) => shapes.iter().collect(),
        None => vec![schema],
    }
}
