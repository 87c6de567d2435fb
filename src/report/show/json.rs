//! The effective spec as one JSON object, for programs.

use serde::Serialize;
use serde_json::{Number, Value as Json};

use super::written::{Written, home, path};
use crate::{
    place::Place,
    report::escape::escaped,
    source::{Node, Source, Value},
};

/// A value that nobody said.
#[derive(Debug, Serialize)]
pub struct Unsaid {
    /// Its key.
    pub key: String,
    /// What it is then, in words.
    pub default: Option<String>,
}

#[derive(Serialize)]
struct Document<'a> {
    values: Vec<Said<'a>>,
    #[serde(skip_serializing_if = "<[Unsaid]>::is_empty")]
    defaults: &'a [Unsaid],
}

#[derive(Serialize)]
struct Said<'a> {
    key: String,
    value: Json,
    #[serde(flatten)]
    at: At<'a>,
    /// Where each item of an array is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<Vec<At<'a>>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    overrides: Vec<Overridden<'a>>,
}

#[derive(Serialize)]
struct Overridden<'a> {
    value: Json,
    #[serde(flatten)]
    at: At<'a>,
}

#[derive(Serialize)]
struct At<'a> {
    file: &'a str,
    line: usize,
    column: usize,
}

/// What `source` says at `place` and below it: each value, in order, with its file, its line and its column, and what it
/// overrides. An array is one value, with the places of its items. `defaults` are what nobody said.
///
/// # Panics
/// Never: strings, numbers and lists can be written.
#[must_use]
pub fn document(source: &Source, place: &Place, defaults: &[Unsaid]) -> String {
    let written = Written::new(source);
    let mut values = Vec::new();
    let node = if *place == Place::root() {
        Some(&source.root)
    } else {
        source.node(place)
    };
    if let Some(node) = node {
        add(&written, place, node, &mut values);
    }
    let text = serde_json::to_string_pretty(&Document { values, defaults });
    escaped(&format!(
        "{}\n",
        text.expect("no key is anything but a string")
    ))
}

fn add<'a>(written: &Written<'a>, place: &Place, node: &Node, values: &mut Vec<Said<'a>>) {
    if let Value::Table(table) = &node.value
        && !table.is_empty()
    {
        for (key, node) in table {
            add(written, &place.key(key), node, values);
        }
        return;
    }
    let items = match &node.value {
        Value::Array(items) => Some(items.iter().map(|item| at(written, item)).collect()),
        Value::Table(_)
        | Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_) => None,
    };
    let overridden = written.layers.overridden(place).into_iter();
    let overrides = overridden.map(|node| Overridden {
        value: json(written, node),
        at: at(written, node),
    });
    let overrides = overrides.collect();
    values.push(Said {
        key: path(place),
        value: json(written, node),
        at: at(written, node),
        items,
        overrides,
    });
}

fn at<'a>(written: &Written<'a>, node: &Node) -> At<'a> {
    let (file, line, column) = written.position(home(node));
    At { file, line, column }
}

/// The value of `node`. What JSON has no number for is a string.
fn json(written: &Written, node: &Node) -> Json {
    match &node.value {
        Value::Table(table) => {
            let entries = table.iter();
            Json::Object(
                entries
                    .map(|(key, node)| (key.clone(), json(written, node)))
                    .collect(),
            )
        }
        Value::Array(items) => items.iter().map(|item| json(written, item)).collect(),
        Value::String(text) | Value::Datetime(text) => text.as_str().into(),
        Value::Integer(Some(number)) => (*number).into(),
        Value::Integer(None) => written.literal(node).into(),
        Value::Float(number) => {
            let read = number.parse().ok().and_then(Number::from_f64);
            read.map_or_else(|| number.as_str().into(), Json::Number)
        }
        Value::Boolean(flag) => (*flag).into(),
    }
}
