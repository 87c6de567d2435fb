//! The keys of a spec, one after the other.

use serde_json::Value;

use super::shape::shape;
use crate::place::{self, Place};

/// What stands for a name of the user's own.
const NAME: &str = "NAME";
/// What stands for an item of an array.
const ITEM: &str = "[]";

/// A key of the format.
pub struct Key {
    /// Where it is, a name of the user's own as `NAME`, an item as `[]`: `stages.NAME.packages`.
    pub path: String,
    /// Whether the table that it is in must have it.
    pub required: bool,
    /// Its schema, without references.
    pub schema: Value,
}

impl Key {
    /// The last part of its path: what is written before `=`.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit('.').next().unwrap_or_default()
    }

    /// Whether its last part is a name of the user's own.
    #[must_use]
    pub fn is_named_by_user(&self) -> bool {
        self.name() == NAME
    }

    /// What it is, and what it is by default.
    #[must_use]
    pub fn description(&self) -> &str {
        self.schema["description"].as_str().unwrap_or_default()
    }

    /// The schemas of what it can be, if these are several; itself otherwise.
    #[must_use]
    pub fn shapes(&self) -> Vec<&Value> {
        shapes(&self.schema)
    }
}

/// All keys, each table before what is in it, in the order of the format.
#[must_use]
pub fn keys() -> Vec<Key> {
    let mut keys = Vec::new();
    below("", &shape(), &mut keys);
    keys
}

fn below(path: &str, schema: &Value, keys: &mut Vec<Key>) {
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
            add(&path, required, schema, keys);
        }
        if shape["additionalProperties"]["properties"].is_object() {
            let path = format!("{path}.{NAME}");
            add(&path, false, &shape["additionalProperties"], keys);
        }
        if shape["items"].is_object() {
            below(&format!("{path}{ITEM}"), &shape["items"], keys);
        }
    }
}

fn add(path: &str, required: bool, schema: &Value, keys: &mut Vec<Key>) {
    keys.push(Key {
        path: path.to_owned(),
        required,
        schema: schema.clone(),
    });
    below(path, schema, keys);
}

/// The path of the key that `place` is at or, where that has none, what it is in.
pub(super) fn path_of(place: &Place, keys: &[Key]) -> Option<String> {
    let mut path = String::new();
    for step in place.keys() {
        let candidates = match step {
            place::Key::Item(_) => vec![format!("{path}{ITEM}")],
            place::Key::Name(name) if path.is_empty() => vec![name.to_string()],
            place::Key::Name(name) => vec![format!("{path}.{name}"), format!("{path}.{NAME}")],
        };
        let known = |path: &String| {
            let inside = |key: &Key| {
                let rest = key.path.strip_prefix(path.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
            };
            keys.iter().any(inside)
        };
        match candidates.into_iter().find(known) {
            Some(next) => path = next,
            None => break,
        }
    }
    let path = path.trim_end_matches(ITEM);
    (!path.is_empty()).then(|| path.to_owned())
}

/// The key of the format that `place` is at; none where the names are not the format's own, as those of environment
/// variables.
#[must_use]
pub fn at<'a>(place: &Place, keys: &'a [Key]) -> Option<&'a Key> {
    let path = path_of(place, keys)?;
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
