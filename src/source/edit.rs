//! Edits the file of a spec, preserving its comments and layout.

mod array;
mod document;
mod own_file;

use std::fmt;

use super::{Source, Value, layer::Layer};
use crate::place::Place;

/// A change to a spec.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// Sets the value at the place; creates missing tables.
    Set(Place, NewValue),
    /// Inserts an item into the array, before the item at the place or at the end.
    Insert(Place, String),
    /// Removes the key or item at the place.
    Remove(Place),
}

/// A new value of a key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum NewValue {
    /// A string.
    String(String),
    /// A number.
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
    /// An array of strings.
    Strings(Vec<String>),
}

impl NewValue {
    /// Parses `text` as a value of the same type as `value`.
    #[must_use]
    pub fn parse_as(value: &Value, text: &str) -> Option<Self> {
        match value {
            Value::String(_) => Some(Self::String(text.to_owned())),
            Value::Integer(_) => text.parse().ok().map(Self::Integer),
            Value::Boolean(_) => text.parse().ok().map(Self::Boolean),
            Value::Float(_) | Value::Datetime(_) | Value::Table(_) | Value::Array(_) => None,
        }
    }

    /// Whether it equals `value`.
    #[must_use]
    pub fn equals(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::String(new), Value::String(text)) => new == text,
            (Self::Integer(new), Value::Integer(number)) => Some(*new) == *number,
            (Self::Boolean(new), Value::Boolean(flag)) => new == flag,
            (
                Self::String(_) | Self::Integer(_) | Self::Boolean(_) | Self::Strings(_),
                Value::String(_)
                | Value::Integer(_)
                | Value::Float(_)
                | Value::Boolean(_)
                | Value::Datetime(_)
                | Value::Table(_)
                | Value::Array(_),
            ) => false,
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Set(place, new) => write!(f, "{place} = {}", document::to_toml(new)),
            Self::Insert(place, item) => {
                let item = document::to_toml(&NewValue::String(item.clone()));
                let array = place.parent().unwrap_or_default();
                write!(f, "add {item} to {array}")
            }
            Self::Remove(place) => write!(f, "remove {place}"),
        }
    }
}

/// `text` as a TOML string; several lines become a multi-line string.
#[must_use]
pub fn format_string(text: &str) -> String {
    document::to_toml(&NewValue::String(text.to_owned())).to_string()
}

/// `name` as a TOML key, quoted if necessary.
#[must_use]
pub fn format_key(name: &str) -> String {
    document::format_key(name)
}

/// Parses `text` as a TOML value on one line.
#[must_use]
pub fn parse_value(text: &str) -> Option<Value> {
    let layer = Layer::new(0, &format!("value = {text}"));
    match layer.root.value {
        Value::Table(mut table) if layer.errors.is_empty() && !text.contains('\n') => {
            table.shift_remove("value").map(|node| node.value)
        }
        Value::Table(_)
        | Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_)
        | Value::Array(_) => None,
    }
}

/// Applies `changes`, whose places are those of the merged spec, to the file of the spec. `None` if the file has no such
/// place: the item comes from a base spec, or the value is not a table.
#[must_use]
pub fn edit(source: &Source, changes: &[Change]) -> Option<String> {
    let own = own_file::OwnFile::new(source);
    let mut document = document::Document::new(&source.own.text)?;
    let mut steps = Vec::new();
    for (number, change) in changes.iter().enumerate() {
        let (place, is_removed) = match change {
            Change::Set(place, _) => (own.locate(place)?, false),
            Change::Insert(place, _) => (own.locate_insertion(place)?, false),
            Change::Remove(place) => (own.locate(place)?, true),
        };
        steps.push((place, is_removed, number, change));
    }
    // From the end, so that the indices of earlier items stay valid.
    steps.sort_by(|a, b| (&b.0, b.1, b.2).cmp(&(&a.0, a.1, a.2)));
    for (place, _, _, change) in steps {
        match change {
            Change::Set(_, new) => document.set(&place, new)?,
            Change::Insert(_, item) => document.insert(&place, item)?,
            Change::Remove(_) => document.remove(&place)?,
        }
    }
    Some(document.text())
}

impl Change {
    /// The place that the change affects.
    #[must_use]
    pub fn place(&self) -> &Place {
        match self {
            Self::Set(place, _) | Self::Insert(place, _) | Self::Remove(place) => place,
        }
    }
}
