//! The places where a spec can have text, as the schema tells them: a key that is added later is one of them.

use std::sync::LazyLock;

use serde_json::Value as Json;
use toml::{Table, Value};
use tvgen::{
    place::{Key, Place},
    spec::schema::{SCHEMA, is_free, resolve},
};

use crate::support::spec::{self, Path};

/// The schema of what is handed on as it is.
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

    /// Whether GitHub reads what is here: it is written as in a workflow, expressions and all.
    pub fn is_github(&self) -> bool {
        let (Self::Value(path) | Self::Name(path)) = self;
        path[0].name() == Some("hooks")
    }

    /// Whether `message` speaks of the name that was here.
    pub fn is_missed_in(&self, message: &str) -> bool {
        match self {
            Self::Value(_) => false,
            Self::Name(path) => path
                .last()
                .and_then(Key::name)
                .is_some_and(|name| message.contains(&format!("`{name}`"))),
        }
    }

    /// `base`, with `value` in this place.
    pub fn filled(&self, base: &Table, value: &str) -> Table {
        match self {
            Self::Value(path) => spec::with(base, path, Value::String(value.to_owned())),
            Self::Name(path) => spec::renamed(base, path, value),
        }
    }

    /// The place, once `value` is in it.
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

/// The places for text that a schema has, found beside a base.
#[derive(Default)]
pub struct Walk {
    path: Path,
    /// The path, names of the user's own as `*`.
    key: Vec<String>,
    /// Each with its key, by which those that differ in such names alone are the same.
    pub found: Vec<(String, Slot)>,
}

impl Walk {
    /// Goes through `schema`, where the base has `value`.
    pub fn visit(&mut self, schema: &Json, value: Option<&Value>) {
        let shapes = shapes(schema);
        if shapes.iter().any(|shape| takes(shape, "string")) {
            let slot = Slot::Value(self.path.clone());
            self.found.push((self.key.join("."), slot));
        }
        for shape in shapes {
            if is_free(shape) {
                self.free(value);
            }
            if takes(shape, "array") {
                self.items(&shape["items"], value.and_then(Value::as_array));
            }
            if takes(shape, "object") {
                self.table(shape, value.and_then(Value::as_table));
            }
        }
    }

    /// Goes through `value`, which is handed on as it is: each text in it is a place of its own.
    fn free(&mut self, value: Option<&Value>) {
        match value {
            Some(Value::String(_)) => {
                let slot = Slot::Value(self.path.clone());
                self.found.push((self.key.join("."), slot));
            }
            Some(Value::Array(items)) => {
                for (item, value) in items.iter().enumerate() {
                    self.step(Key::Item(item), "0", &ANYTHING, Some(value));
                }
            }
            Some(Value::Table(table)) => {
                for (name, value) in table {
                    self.step(
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

    fn step(&mut self, key: Key, name: &str, schema: &Json, value: Option<&Value>) {
        self.path.push(key);
        self.key.push(name.to_owned());
        self.visit(schema, value);
        self.path.pop();
        self.key.pop();
    }

    /// One of the strings stands for all, and of the tables each that has a key of its own.
    fn items(&mut self, schema: &Json, items: Option<&Vec<Value>>) {
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
            self.step(Key::Item(item), "0", schema, items.get(item));
        }
    }

    fn table(&mut self, shape: &Json, table: Option<&Table>) {
        for (name, schema) in shape["properties"].as_object().into_iter().flatten() {
            let value = table.and_then(|table| table.get(name));
            self.step(Key::Name(name.as_str().into()), name, schema, value);
        }
        let schema = &shape["additionalProperties"];
        if !schema.is_object() {
            return;
        }
        let last = table.map_or(0, Table::len).saturating_sub(1);
        for (item, (name, value)) in table.into_iter().flatten().enumerate() {
            // Each stage is of another kind; elsewhere the first and the last stand for all.
            if self.key == ["stages"] || item == 0 || item == last {
                let slot =
                    Slot::Name([self.path.clone(), vec![Key::Name(name.as_str().into())]].concat());
                self.found.push((self.key.join(".") + " names", slot));
                self.step(Key::Name(name.as_str().into()), "*", schema, Some(value));
            }
        }
        if table.is_none_or(Table::is_empty) {
            self.step(Key::Name("ordinary".into()), "*", schema, None);
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

fn takes(shape: &Json, kind: &str) -> bool {
    let types = &shape["type"];
    types.as_str() == Some(kind)
        || types
            .as_array()
            .is_some_and(|types| types.iter().any(|one| one.as_str() == Some(kind)))
}
