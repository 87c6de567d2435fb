//! The effective spec as one JSON object, for programs.

use serde::Serialize;
use serde_json::{Number, Value as Json};

use super::located_spec::{LocatedSpec, dotted_key, origin_span};
use crate::{
    place::Place,
    report::escape::escape_json,
    source::{Node, Source, Value},
};

/// A key that is not set.
#[derive(Debug, Serialize)]
pub struct UnsetKey {
    /// The key.
    pub key: String,
    /// Its default, as text.
    pub default: Option<String>,
}

#[derive(Serialize)]
struct Document<'a> {
    values: Vec<SetKey<'a>>,
    #[serde(skip_serializing_if = "<[UnsetKey]>::is_empty")]
    defaults: &'a [UnsetKey],
}

#[derive(Serialize)]
struct SetKey<'a> {
    key: String,
    value: Json,
    #[serde(flatten)]
    position: Position<'a>,
    /// The position of each item of an array.
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<Vec<Position<'a>>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    overrides: Vec<Overridden<'a>>,
}

#[derive(Serialize)]
struct Overridden<'a> {
    value: Json,
    #[serde(flatten)]
    position: Position<'a>,
}

#[derive(Serialize)]
struct Position<'a> {
    file: &'a str,
    line: usize,
    column: usize,
}

/// The values of `source` at `place` and below it, in order, each with its position and the values that it overrides. An array
/// is one value, with the positions of its items. `defaults` are the keys that are not set.
///
/// # Panics
/// Never: strings, numbers and lists can be serialised.
#[must_use]
pub fn render_document(source: &Source, place: &Place, defaults: &[UnsetKey]) -> String {
    let written = LocatedSpec::new(source);
    let mut values = Vec::new();
    let node = if *place == Place::root() {
        Some(&source.root)
    } else {
        source.node(place)
    };
    if let Some(node) = node {
        add_values(&written, place, node, &mut values);
    }
    let text = serde_json::to_string_pretty(&Document { values, defaults });
    escape_json(&format!("{}\n", text.expect("all keys are strings")))
}

fn add_values<'a>(
    written: &LocatedSpec<'a>,
    place: &Place,
    node: &Node,
    values: &mut Vec<SetKey<'a>>,
) {
    if let Value::Table(table) = &node.value
        && !table.is_empty()
    {
        for (key, node) in table {
            add_values(written, &place.key(key), node, values);
        }
        return;
    }
    let items = match &node.value {
        Value::Array(items) => Some(
            items
                .iter()
                .map(|item| find_position(written, item))
                .collect(),
        ),
        Value::Table(_)
        | Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_) => None,
    };
    let overridden = written.layers.overridden(place).into_iter();
    let overrides = overridden.map(|node| Overridden {
        value: to_json(written, node),
        position: find_position(written, node),
    });
    let overrides = overrides.collect();
    values.push(SetKey {
        key: dotted_key(place),
        value: to_json(written, node),
        position: find_position(written, node),
        items,
        overrides,
    });
}

fn find_position<'a>(written: &LocatedSpec<'a>, node: &Node) -> Position<'a> {
    let (file, line, column) = written.position(origin_span(node));
    Position { file, line, column }
}

/// The value of `node`. A number that JSON cannot represent is a string.
fn to_json(written: &LocatedSpec, node: &Node) -> Json {
    match &node.value {
        Value::Table(table) => {
            let entries = table.iter();
            Json::Object(
                entries
                    .map(|(key, node)| (key.clone(), to_json(written, node)))
                    .collect(),
            )
        }
        Value::Array(items) => items.iter().map(|item| to_json(written, item)).collect(),
        Value::String(text) | Value::Datetime(text) => text.as_str().into(),
        Value::Integer(Some(number)) => (*number).into(),
        Value::Integer(None) => written.to_toml(node).into(),
        Value::Float(number) => {
            let read = number.parse().ok().and_then(Number::from_f64);
            read.map_or_else(|| number.as_str().into(), Json::Number)
        }
        Value::Boolean(flag) => (*flag).into(),
    }
}
