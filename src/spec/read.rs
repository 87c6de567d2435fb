//! Reads a spec from a source, and reports every place that does not match the schema.

mod bases;
mod shape_findings;

use std::collections::HashMap;

use serde_json::{Map, Value as Json};

pub use bases::allow_base_dir_option;
pub use shape_findings::control_character_name;

use super::{
    Spec,
    schema::{SCHEMA, accepts_anything, closest_shape, shapes, type_name, value_schema},
};
use crate::{
    finding::{Finding, Location},
    lang::line::first_break,
    place::{Key, Place},
    source::{Node, Source, Value},
};

/// The maximum number of entries in a table or an array. Some rules compare entries pairwise; no real spec has half as many.
pub const MAX_ENTRIES: usize = 250;

/// The limits below [`MAX_ENTRIES`], for tables of environments, stages, jobs and questions.
const TABLE_LIMITS: &[(&[&str], usize)] = &[
    (&["environments"], 100),
    (&["stages"], 100),
    (&["hooks", "jobs"], 100),
    (&["template", "questions"], 50),
];

/// The result of reading a source.
#[derive(Debug)]
pub struct Reading {
    /// The spec, without the values that do not match the schema.
    pub spec: Spec,
    /// The mismatches with the schema.
    pub findings: Vec<Finding>,
    /// For each array, the indices of its unreadable items, in order.
    gaps: HashMap<Place, Vec<usize>>,
}

impl Reading {
    /// Maps `place` in the spec, which lacks the unreadable items, to the source.
    #[must_use]
    pub fn source_place(&self, place: &Place) -> Place {
        let mut in_source = Place::root();
        for key in place.keys() {
            in_source = match key {
                Key::Name(name) => in_source.key(name.clone()),
                Key::Item(item) => {
                    let gaps = self.gaps.get(&in_source);
                    let item = gaps.into_iter().flatten().fold(*item, |item, gap| {
                        if item >= *gap { item + 1 } else { item }
                    });
                    in_source.item(item)
                }
            };
        }
        in_source
    }
}

/// Reads `source`.
///
/// # Panics
/// If the schema accepts a value that the types reject; a test checks this with all example specs.
#[must_use]
pub fn read(source: &Source) -> Reading {
    let mut reader = Reader {
        findings: Vec::new(),
        gaps: HashMap::new(),
    };
    for error in &source.errors {
        let location = Location::Bytes(error.span);
        reader
            .report("TV0001", "syntax-error", location, error.message.clone())
            .label("not TOML")
            .help(error.help.clone());
    }
    let partial = !source.errors.is_empty() || source.missing_base.is_some();
    let json = reader.read_value(&source.root, &SCHEMA, &Place::root(), partial);
    source
        .missing_base
        .iter()
        .for_each(|missing| reader.report_missing_base(missing));
    for spread in &source.unresolved_spreads {
        reader.report_unresolved_spread(spread, spread.span.file < source.bases.len());
    }
    let json = json.unwrap_or_else(|| Json::Object(Map::new()));
    let spec = serde_json::from_value(json).expect("the schema is generated from the types");
    Reading {
        spec,
        findings: reader.findings,
        gaps: reader.gaps,
    }
}

struct Reader {
    findings: Vec<Finding>,
    gaps: HashMap<Place, Vec<usize>>,
}

impl Reader {
    /// Reports `node` if it has too many entries, and returns whether it has.
    fn check_size(&mut self, node: &Node, place: &Place) -> bool {
        let entries = match &node.value {
            Value::Table(table) => table.len(),
            Value::Array(items) => items.len(),
            Value::String(_)
            | Value::Integer(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Datetime(_) => 0,
        };
        let limit = max_entries(place);
        if entries > limit {
            self.report_too_many(entries, limit, place);
        }
        entries > limit
    }

    /// Reads `node` with `schema`, and reports mismatches. If the source is `partial`, missing keys are not reported.
    fn read_value(
        &mut self,
        node: &Node,
        schema: &Json,
        place: &Place,
        partial: bool,
    ) -> Option<Json> {
        let shapes = shapes(schema);
        if shapes.iter().any(|shape| accepts_anything(shape)) {
            return self.read_any(node, place);
        }
        if self.check_size(node, place) {
            return None;
        }
        let matching: Vec<&Json> = shapes
            .iter()
            .copied()
            .filter(|shape| type_name(shape) == node.value.type_name())
            .collect();
        let Some(shape) = matching.first() else {
            self.report_wrong_type(node, &shapes, place);
            return None;
        };
        match &node.value {
            Value::Table(table) => {
                let keys: Vec<&str> = table.iter().map(|(key, _)| key.as_str()).collect();
                let shape = closest_shape(&matching, &keys).unwrap_or(shape);
                Some(self.read_table(node, shape, place, partial))
            }
            Value::Array(items) => Some(self.read_array(items, &shape["items"], place)),
            Value::String(text) => self.read_string(text, &matching, place),
            Value::Integer(Some(number)) => Some((*number).into()),
            Value::Integer(None) => self.report_too_large(place),
            Value::Boolean(flag) => Some((*flag).into()),
            Value::Datetime(day) => Some(day.as_str().into()),
            Value::Float(_) => None,
        }
    }

    fn read_table(&mut self, node: &Node, shape: &Json, place: &Place, partial: bool) -> Json {
        let mut json = Map::new();
        let Value::Table(table) = &node.value else {
            return Json::Object(json);
        };
        let first_finding = self.findings.len();
        for (key, value) in table {
            let place = place.key(key);
            if let Some(c) = first_break(key) {
                self.report_control_character(c, &place);
                continue;
            }
            let Some(schema) = value_schema(shape, key) else {
                self.report_unknown_key(key, shape, &place);
                continue;
            };
            if let Some(value) = self.read_value(value, schema, &place, partial) {
                json.insert(key.clone(), value);
            }
        }
        let required = shape
            .get("required")
            .and_then(Json::as_array)
            .into_iter()
            .flatten();
        for key in required.filter_map(Json::as_str) {
            if !table.contains_key(key) && !partial {
                self.report_missing_key(key, shape, place, first_finding);
            }
        }
        Json::Object(json)
    }

    /// Reads `node` without a schema: tvgen passes it to GitHub unchanged.
    fn read_any(&mut self, node: &Node, place: &Place) -> Option<Json> {
        match &node.value {
            Value::Table(_) | Value::Array(_) if self.check_size(node, place) => None,
            Value::Table(table) => {
                let mut json = Map::new();
                for (key, value) in table {
                    let place = place.key(key);
                    if let Some(c) = first_break(key) {
                        self.report_control_character(c, &place);
                    } else if let Some(value) = self.read_any(value, &place) {
                        json.insert(key.clone(), value);
                    }
                }
                Some(Json::Object(json))
            }
            Value::Array(items) => {
                let items = items.iter().enumerate();
                let read = items.map(|(item, node)| self.read_any(node, &place.item(item)));
                Some(Json::Array(read.map(Option::unwrap_or_default).collect()))
            }
            Value::String(text) => self.read_text(text, place),
            Value::Integer(Some(number)) => Some((*number).into()),
            Value::Integer(None) => self.report_too_large(place),
            Value::Boolean(flag) => Some((*flag).into()),
            Value::Datetime(day) => Some(day.as_str().into()),
            Value::Float(number) => number.parse::<f64>().ok().map(Json::from),
        }
    }

    /// Reads a text that can have several lines, but no control characters.
    fn read_text(&mut self, text: &str, place: &Place) -> Option<Json> {
        let control = text
            .chars()
            .find(|c| c.is_control() && !"\n\t".contains(*c));
        if let Some(c) = control {
            self.report_control_character(c, place);
            return None;
        }
        Some(text.into())
    }

    fn read_array(&mut self, items: &[Node], schema: &Json, place: &Place) -> Json {
        let mut read = Vec::new();
        for (item, node) in items.iter().enumerate() {
            match self.read_value(node, schema, &place.item(item), false) {
                Some(value) => read.push(value),
                None => self.gaps.entry(place.clone()).or_default().push(item),
            }
        }
        Json::Array(read)
    }

    fn read_string(&mut self, text: &str, shapes: &[&Json], place: &Place) -> Option<Json> {
        let known: Vec<&str> = shapes
            .iter()
            .filter_map(|shape| shape.get("const")?.as_str())
            .collect();
        if is_multiline(place) {
            return self.read_text(text, place);
        }
        if !has_line_break_rule(place)
            && let Some(c) = first_break(text)
        {
            self.report_control_character(c, place);
            return None;
        }
        if known.is_empty() || known.contains(&text) {
            return Some(text.into());
        }
        self.report_unknown_value(text, known, place);
        None
    }
}

/// The maximum number of entries of the table or array at `place`.
fn max_entries(place: &Place) -> usize {
    let is_at = |path: &[&str]| {
        let keys = place.keys().iter().map(Key::name);
        keys.eq(path.iter().map(|key| Some(*key)))
    };
    let special = TABLE_LIMITS.iter().find(|(path, _)| is_at(path));
    special.map_or(MAX_ENTRIES, |(_, limit)| *limit)
}

/// Whether a separate rule checks line breaks at `place`: titles and commands.
fn has_line_break_rule(place: &Place) -> bool {
    let keys: Vec<&str> = place.keys().iter().filter_map(Key::name).collect();
    matches!(
        keys.as_slice(),
        ["service", "title"] | ["assets" | "smoke_test", "command"] | ["javascript", "build"]
    ) || matches!(keys.as_slice(), ["stages", _, "command" | "run", ..])
}

/// Whether `place` is the script, an input or a variable of a step, which can have several lines.
fn is_multiline(place: &Place) -> bool {
    let keys: Vec<&str> = place.keys().iter().filter_map(Key::name).collect();
    matches!(
        keys.as_slice(),
        ["hooks", "steps", "run"] | ["hooks", "steps", "with" | "env", _]
    )
}
