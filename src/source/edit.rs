//! Changes to the user's own file that keep its comments and its layout.

mod array;
mod document;
mod own;

use std::fmt;

use super::{Source, Value, layer::Layer};
use crate::place::Place;

/// A change to a spec.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// What stands at the place is this from now on; tables that are missing on the way are made.
    Set(Place, Said),
    /// The array has one item more, this one; it comes before what stands at the place now, or behind all.
    Insert(Place, String),
    /// The key or the item at the place goes.
    Remove(Place),
}

/// A value to write.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Said {
    /// A string.
    String(String),
    /// A number.
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
    /// An array of strings.
    Strings(Vec<String>),
}

impl Said {
    /// `text` as a value of the kind of `value`; `None` if it cannot be one.
    #[must_use]
    pub fn like(value: &Value, text: &str) -> Option<Self> {
        match value {
            Value::String(_) => Some(Self::String(text.to_owned())),
            Value::Integer(_) => text.parse().ok().map(Self::Integer),
            Value::Boolean(_) => text.parse().ok().map(Self::Boolean),
            Value::Float(_) | Value::Datetime(_) | Value::Table(_) | Value::Array(_) => None,
        }
    }

    /// Whether it is `value`.
    #[must_use]
    pub fn is(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::String(said), Value::String(text)) => said == text,
            (Self::Integer(said), Value::Integer(number)) => Some(*said) == *number,
            (Self::Boolean(said), Value::Boolean(flag)) => said == flag,
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
            Self::Set(place, said) => write!(f, "{place} = {}", document::value(said)),
            Self::Insert(place, item) => {
                let item = document::value(&Said::String(item.clone()));
                let array = place.parent().unwrap_or_default();
                write!(f, "{array} also has {item}")
            }
            Self::Remove(place) => write!(f, "{place} is gone"),
        }
    }
}

/// `text` as a string of TOML; one of several lines on as many.
#[must_use]
pub fn string(text: &str) -> String {
    document::value(&Said::String(text.to_owned())).to_string()
}

/// `name` as a key of TOML, in quotes where it needs them.
#[must_use]
pub fn key(name: &str) -> String {
    document::key(name)
}

/// The value that `text` is in TOML; `None` if it is none, or has several lines.
#[must_use]
pub fn value(text: &str) -> Option<Value> {
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

/// The user's own file of `source` after `changes`, the places of which are those of the whole spec; `None` where the
/// file has no such place: where an item comes from a file that it builds on, or a table is written as something else.
#[must_use]
pub fn edit(source: &Source, changes: &[Change]) -> Option<String> {
    let own = own::Own::new(source);
    let mut document = document::Document::new(&source.own.text)?;
    let mut steps = Vec::new();
    for (number, change) in changes.iter().enumerate() {
        let (place, is_removed) = match change {
            Change::Set(place, _) => (own.place(place)?, false),
            Change::Insert(place, _) => (own.gap(place)?, false),
            Change::Remove(place) => (own.place(place)?, true),
        };
        steps.push((place, is_removed, number, change));
    }
    // From the back, so that the numbers of the items before stay what they are.
    steps.sort_by(|a, b| (&b.0, b.1, b.2).cmp(&(&a.0, a.1, a.2)));
    for (place, _, _, change) in steps {
        match change {
            Change::Set(_, said) => document.set(&place, said)?,
            Change::Insert(_, item) => document.insert(&place, item)?,
            Change::Remove(_) => document.remove(&place)?,
        }
    }
    Some(document.text())
}

impl Change {
    /// Where it changes the spec.
    #[must_use]
    pub fn place(&self) -> &Place {
        match self {
            Self::Set(place, _) | Self::Insert(place, _) | Self::Remove(place) => place,
        }
    }
}
