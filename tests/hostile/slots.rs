//! The places where a spec can have text, derived from the schema, so that new keys are included.

use std::sync::LazyLock;

use serde_json::Value as Json;
use toml::{Table, Value};
use tvgen::{
    place::{Key, Place},
    spec::schema::{SCHEMA, accepts_anything, resolve},
};

use crate::support::spec::{self, Path};

/// The schema of values that are passed through unchanged.
static ANYTHING: LazyLock<Json> = LazyLock::new(|| Json::Object(serde_json::Map::new()));

/// A place where a spec can have text.
#[derive(Clone, Debug)]
pub enum Slot {
    /// The value at the path.
    Value(Path),
    /// The name of the last key of the path.
    Name(Path),
}

impl Slot {
    pub fn is_in(&self, base: &Table) -> bool {
        let (Self::Value(path) | Self::Name(path)) = self;
        spec::get(base, path).is_some()
    }

    /// Whether the value is part of GitHub's workflow syntax and may contain expressions.
    pub fn is_github(&self) -> bool {
        let (Self::Value(path) | Self::Name(path)) = self;
        path[0].name() == Some("hooks")
    }

    /// Whether `message` mentions the name that was replaced.
    pub fn is_missing_name_in(&self, message: &str) -> bool {
        match self {
            Self::Value(_) => false,
            Self::Name(path) => path
                .last()
                .and_then(Key::name)
                .is_some_and(|name| message.contains(&format!("`{name}`"))),
        }
    }

    /// Returns `base` with `value` in this place.
    pub fn filled(&self, base: &Table, value: &str) -> Table {
        match self {
            Self::Value(path) => spec::with(base, path, Value::String(value.to_owned())),
            Self::Name(path) => spec::with_renamed_key(base, path, value),
        }
    }

    /// The place after `value` is inserted.
    pub fn place(&self, value: &str) -> Place {
        let step = |place: Place, key: &Key| match key {
            Key::Name(name) => place.key(name.clone()),
            Key::Item(item) => place.item(*item),
        };
        match self {
            Self::Value(path) => path.iter().fold(Place::root(), step),
            Self::Name(path) => {
                let above = path[..path.len() - 1].iter().fold(Place::root(), step);
                above.key(value)
            }
        }
    }
}

/// Walks a schema and a base spec and collects the places for text.
#[derive(Default)]
pub struct Walk {
    path: Path,
    /// The path, with `*` for user-defined names.
    key: Vec<String>,
    /// The places with their keys; places that differ only in user-defined names share a key.
    pub found: Vec<(String, Slot)>,
}

impl Walk {
    /// Walks `schema`, where the base has `value`.
    pub fn visit(&mut self, schema: &Json, value: Option<&Value>) {
        let shapes = shapes(schema);
        if shapes.iter().any(|shape| accepts(shape, "string")) {
            let slot = Slot::Value(self.path.clone());
            self.found.push((self.key.join("."), slot));
        }
        for shape in shapes {
            if accepts_anything(shape) {
                self.visit_free(value);
            }
            if accepts(shape, "array") {
                self.visit_items(&shape["items"], value.and_then(Value::as_array));
            }
            if accepts(shape, "object") {
                self.visit_table(shape, value.and_then(Value::as_table));
            }
        }
    }

    /// Walks `value`, which is passed through unchanged: each text in it is a place.
    fn visit_free(&mut self, value: Option<&Value>) {
        match value {
            Some(Value::String(_)) => {
                let slot = Slot::Value(self.path.clone());
                self.found.push((self.key.join("."), slot));
            }
            Some(Value::Array(items)) => {
                for (item, value) in items.iter().enumerate() {
                    self.visit_child(Key::Item(item), "0", &ANYTHING, Some(value));
                }
            }
            Some(Value::Table(table)) => {
                for (name, value) in table {
                    self.visit_child(
                        Key::Name(name.as_str().into()),
                        name,
                        &ANYTHING,
                        Some(value),
                    );
                }
            }
            _ => {}
        }
    }

    fn visit_child(&mut self, key: Key, name: &str, schema: &Json, value: Option<&Value>) {
        self.path.push(key);
        self.key.push(name.to_owned());
        self.visit(schema, value);
        self.path.pop();
        self.key.pop();
    }

    /// Walks the first item that is not a table, and each table with a key that the tables before it lack.
    fn visit_items(&mut self, schema: &Json, items: Option<&Vec<Value>>) {
        let items = items.map_or(&[][..], Vec::as_slice);
        let string = items.iter().position(|item| !item.is_table()).unwrap_or(0);
        let mut chosen = vec![string];
        let mut known: Vec<&String> = Vec::new();
        for (item, table) in items.iter().enumerate() {
            let keys = table.as_table().into_iter().flat_map(Table::keys);
            let new: Vec<_> = keys.filter(|key| !known.contains(key)).collect();
            if !new.is_empty() && item != string {
                chosen.push(item);
            }
            known.extend(new);
        }
        for item in chosen {
            self.visit_child(Key::Item(item), "0", schema, items.get(item));
        }
    }

    fn visit_table(&mut self, shape: &Json, table: Option<&Table>) {
        for (name, schema) in shape["properties"].as_object().into_iter().flatten() {
            let value = table.and_then(|table| table.get(name));
            self.visit_child(Key::Name(name.as_str().into()), name, schema, value);
        }
        let schema = &shape["additionalProperties"];
        if !schema.is_object() {
            return;
        }
        let last = table.map_or(0, Table::len).saturating_sub(1);
        for (item, (name, value)) in table.into_iter().flatten().enumerate() {
            // Stages differ in kind; of other tables, the first and the last are enough.
            if self.key == ["stages"] || item == 0 || item == last {
                let slot =
                    Slot::Name([self.path.clone(), vec![Key::Name(name.as_str().into())]].concat());
                self.found.push((self.key.join(".") + " names", slot));
                self.visit_child(Key::Name(name.as_str().into()), "*", schema, Some(value));
            }
        }
        if table.is_none_or(Table::is_empty) {
            self.visit_child(Key::Name("ordinary".into()), "*", schema, None);
        }
    }
}

fn shapes(schema: &Json) -> Vec<&Json> {
    let schema = resolve(&SCHEMA, schema);
    match schema
        .get("anyOf")
        .or_else(|| schema.get("oneOf"))
        .and_then(Json::as_array)
    {
        Some(alternatives) => alternatives.iter().flat_map(shapes).collect(),
        None => vec![schema],
    }
}

fn accepts(shape: &Json, kind: &str) -> bool {
    let types = &shape["type"];
    types.as_str() == Some(kind)
        || types
            .as_array()
            .is_some_and(|types| types.iter().any(|name| name.as_str() == Some(kind)))
}
