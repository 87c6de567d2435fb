//! A source, read: the spec, and every place where it does not have the shape of one. Never one fault only.

mod bases;
mod faults;

use std::collections::HashMap;

use serde_json::{Map, Value as Json};

pub use bases::allowing;
pub use faults::break_name;

use super::{
    Spec,
    schema::{SCHEMA, is_free, kind, most_alike, shapes, value_of},
};
use crate::{
    finding::{Finding, Spot},
    lang::line::first_break,
    place::{Key, Place},
    source::{Node, Source, Value},
};

/// How many entries of a table or an array are read. Rules compare each with each, and nothing that GitHub, Docker or a
/// reader could take has half as many.
pub const MOST_ENTRIES: usize = 250;

/// Tables whose entries are jobs, stages or questions, and their most entries.
const MOST_OF: &[(&[&str], usize)] = &[
    (&["environments"], 100),
    (&["stages"], 100),
    (&["hooks", "jobs"], 100),
    (&["template", "questions"], 50),
];

/// What could be read of a source.
#[derive(Debug)]
pub struct Reading {
    /// The spec, without what has not the shape of one.
    pub spec: Spec,
    /// What has not the shape of a spec.
    pub findings: Vec<Finding>,
    /// For each array, the items that could not be read, in turn.
    gaps: HashMap<Place, Vec<usize>>,
}

impl Reading {
    /// Where `place` of the spec is in the source: items that could not be read are missing in the one, not in the other.
    #[must_use]
    pub fn restore(&self, place: &Place) -> Place {
        let mut restored = Place::root();
        for key in place.keys() {
            restored = match key {
                Key::Name(name) => restored.key(name.clone()),
                Key::Item(item) => {
                    let gaps = self.gaps.get(&restored);
                    let item = gaps.into_iter().flatten().fold(*item, |item, gap| {
                        if item >= *gap { item + 1 } else { item }
                    });
                    restored.item(item)
                }
            };
        }
        restored
    }
}

/// Reads `source`.
///
/// # Panics
/// If the schema lets through what its own types refuse, which a test tries with every spec of ours.
#[must_use]
pub fn read(source: &Source) -> Reading {
    let mut reader = Reader {
        findings: Vec::new(),
        gaps: HashMap::new(),
    };
    for error in &source.errors {
        let at = Spot::Bytes(error.span);
        reader
            .report("TV0001", "syntax-error", at, error.message.clone())
            .label("not TOML")
            .help(error.help.clone());
    }
    let torn = !source.errors.is_empty() || source.baseless.is_some();
    let json = reader.value(&source.root, &SCHEMA, &Place::root(), torn);
    source
        .baseless
        .iter()
        .for_each(|file| reader.baseless(file));
    for spread in &source.lost_spreads {
        reader.lost_spread(spread, spread.span.file < source.bases.len());
    }
    let json = json.unwrap_or_else(|| Json::Object(Map::new()));
    let spec =
        serde_json::from_value(json).expect("what fits the schema fits the types it was made from");
    Reading {
        spec,
        findings: reader.findings,
        gaps: reader.gaps,
    }
}

struct Reader {
    findings: Vec<Finding>,
    /// For each array, the items that could not be read, in turn.
    gaps: HashMap<Place, Vec<usize>>,
}

impl Reader {
    /// Whether `node` has more in it than is read; then that is a finding.
    fn is_crowded(&mut self, node: &Node, at: &Place) -> bool {
        let entries = match &node.value {
            Value::Table(table) => table.len(),
            Value::Array(items) => items.len(),
            Value::String(_)
            | Value::Integer(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Datetime(_) => 0,
        };
        let most = most_entries(at);
        let is_crowded = entries > most;
        if is_crowded {
            self.too_many(entries, most, at);
        }
        is_crowded
    }

    /// `node` as the schema's value; `None`, and a finding, where it is none. `torn`: parts of it could not be parsed.
    fn value(&mut self, node: &Node, schema: &Json, at: &Place, torn: bool) -> Option<Json> {
        let shapes = shapes(schema);
        if shapes.iter().any(|shape| is_free(shape)) {
            return self.free(node, at);
        }
        if self.is_crowded(node, at) {
            return None;
        }
        let fitting: Vec<&Json> = shapes
            .iter()
            .copied()
            .filter(|shape| kind(shape) == node.value.kind())
            .collect();
        let Some(shape) = fitting.first() else {
            self.wrong_type(node, &shapes, at);
            return None;
        };
        match &node.value {
            Value::Table(table) => {
                let keys: Vec<&str> = table.iter().map(|(key, _)| key.as_str()).collect();
                let shape = most_alike(&fitting, &keys).unwrap_or(shape);
                Some(self.table(node, shape, at, torn))
            }
            Value::Array(items) => Some(self.array(items, &shape["items"], at)),
            Value::String(text) => self.string(text, &fitting, at),
            Value::Integer(Some(number)) => Some((*number).into()),
            Value::Integer(None) => self.too_large(at),
            Value::Boolean(flag) => Some((*flag).into()),
            Value::Datetime(day) => Some(day.as_str().into()),
            Value::Float(_) => None,
        }
    }

    fn table(&mut self, node: &Node, shape: &Json, at: &Place, torn: bool) -> Json {
        let mut json = Map::new();
        let Value::Table(table) = &node.value else {
            return Json::Object(json);
        };
        let said = self.findings.len();
        for (key, value) in table {
            let place = at.key(key);
            if let Some(c) = first_break(key) {
                self.control_character(c, &place);
                continue;
            }
            let Some(schema) = value_of(shape, key) else {
                self.unknown_key(key, shape, &place);
                continue;
            };
            if let Some(value) = self.value(value, schema, &place, torn) {
                json.insert(key.clone(), value);
            }
        }
        let required = shape
            .get("required")
            .and_then(Json::as_array)
            .into_iter()
            .flatten();
        for key in required.filter_map(Json::as_str) {
            if !table.contains_key(key) && !torn {
                self.missing_key(key, shape, at, said);
            }
        }
        Json::Object(json)
    }

    /// `node` as it is: what GitHub reads, and we hand on.
    fn free(&mut self, node: &Node, at: &Place) -> Option<Json> {
        match &node.value {
            Value::Table(_) | Value::Array(_) if self.is_crowded(node, at) => None,
            Value::Table(table) => {
                let mut json = Map::new();
                for (key, value) in table {
                    let place = at.key(key);
                    if let Some(c) = first_break(key) {
                        self.control_character(c, &place);
                    } else if let Some(value) = self.free(value, &place) {
                        json.insert(key.clone(), value);
                    }
                }
                Some(Json::Object(json))
            }
            Value::Array(items) => {
                let items = items.iter().enumerate();
                let read = items.map(|(item, node)| self.free(node, &at.item(item)));
                Some(Json::Array(read.map(Option::unwrap_or_default).collect()))
            }
            Value::String(text) => self.text(text, at),
            Value::Integer(Some(number)) => Some((*number).into()),
            Value::Integer(None) => self.too_large(at),
            Value::Boolean(flag) => Some((*flag).into()),
            Value::Datetime(day) => Some(day.as_str().into()),
            Value::Float(number) => number.parse::<f64>().ok().map(Json::from),
        }
    }

    /// A text of several lines, perhaps; no other control character.
    fn text(&mut self, text: &str, at: &Place) -> Option<Json> {
        let control = text
            .chars()
            .find(|c| c.is_control() && !"\n\t".contains(*c));
        if let Some(c) = control {
            self.control_character(c, at);
            return None;
        }
        Some(text.into())
    }

    fn array(&mut self, items: &[Node], schema: &Json, at: &Place) -> Json {
        let mut read = Vec::new();
        for (item, node) in items.iter().enumerate() {
            match self.value(node, schema, &at.item(item), false) {
                Some(value) => read.push(value),
                None => self.gaps.entry(at.clone()).or_default().push(item),
            }
        }
        Json::Array(read)
    }

    fn string(&mut self, text: &str, shapes: &[&Json], at: &Place) -> Option<Json> {
        let known: Vec<&str> = shapes
            .iter()
            .filter_map(|shape| shape.get("const")?.as_str())
            .collect();
        if is_script(at) {
            return self.text(text, at);
        }
        if !has_its_own_rule(at)
            && let Some(c) = first_break(text)
        {
            self.control_character(c, at);
            return None;
        }
        if known.is_empty() || known.contains(&text) {
            return Some(text.into());
        }
        self.unknown_value(text, known, at);
        None
    }
}

/// The most entries of the table or the array at `at`.
fn most_entries(at: &Place) -> usize {
    let is_at = |path: &[&str]| {
        let keys = at.keys().iter().map(Key::name);
        keys.eq(path.iter().map(|key| Some(*key)))
    };
    let special = MOST_OF.iter().find(|(path, _)| is_at(path));
    special.map_or(MOST_ENTRIES, |(_, most)| *most)
}

/// Whether a rule of its own speaks of line breaks at `at`: titles and commands.
fn has_its_own_rule(at: &Place) -> bool {
    let keys: Vec<&str> = at.keys().iter().filter_map(Key::name).collect();
    matches!(
        keys.as_slice(),
        ["service", "title"] | ["assets" | "smoke_test", "command"] | ["javascript", "build"]
    ) || matches!(keys.as_slice(), ["stages", _, "command" | "run", ..])
}

/// Whether `at` is the script or the value of a step: of several lines, perhaps.
fn is_script(at: &Place) -> bool {
    let keys: Vec<&str> = at.keys().iter().filter_map(Key::name).collect();
    matches!(
        keys.as_slice(),
        ["hooks", "steps", "run"] | ["hooks", "steps", "with" | "env", _]
    )
}
