//! A file the user wrote, and where each key of it lies.

use std::{fmt, ops::Range};

use indexmap::IndexMap;
use toml::de::{DeTable, DeValue};

/// One step into a spec: a key of a table, or an item of an array (from 0).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A key of a table.
    Name(String),
    /// An item of an array, from 0.
    Item(usize),
}

impl Key {
    /// The key of a table, if it is one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            Self::Item(_) => None,
        }
    }
}

/// Where in the spec something is, written or not: `stages.builder.packages[2]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(Vec<Key>);

impl Place {
    /// The whole spec.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// The value of `key` in the table that this is.
    #[must_use]
    pub fn key(&self, key: impl Into<String>) -> Self {
        self.step(Key::Name(key.into()))
    }

    /// The item of the array that this is, from 0.
    #[must_use]
    pub fn item(&self, item: usize) -> Self {
        self.step(Key::Item(item))
    }

    /// The steps from the root.
    #[must_use]
    pub fn keys(&self) -> &[Key] {
        &self.0
    }

    /// The table or the array that this lies in; `None` for the whole spec.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (_, keys) = self.0.split_last()?;
        Some(Self(keys.to_vec()))
    }

    /// This place, where items of the array `array` that come at or after `gone` stand one further on.
    #[must_use]
    pub fn after_gap(&self, array: &Self, gone: usize) -> Self {
        let mut place = self.clone();
        if place.0.starts_with(&array.0)
            && let Some(Key::Item(item)) = place.0.get_mut(array.0.len())
            && *item >= gone
        {
            *item += 1;
        }
        place
    }

    /// Whether `other` is this place or lies inside it.
    #[must_use]
    pub fn holds(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }

    fn step(&self, key: Key) -> Self {
        let mut keys = self.0.clone();
        keys.push(key);
        Self(keys)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (depth, key) in self.0.iter().enumerate() {
            match key {
                Key::Item(item) => write!(f, "[{item}]")?,
                Key::Name(name) => {
                    if depth > 0 {
                        f.write_str(".")?;
                    }
                    if is_bare(name) {
                        f.write_str(name)?;
                    } else {
                        write!(f, "{name:?}")?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// Whether TOML takes `key` without quotes.
fn is_bare(key: &str) -> bool {
    !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

/// A place in the spec, by its keys: `at!("base", "ruby")`.
#[macro_export]
macro_rules! at {
    ($($key:expr),*) => { $crate::source::Place::root()$(.key($key))* };
}

/// A value with the place it comes from, or would come from if it were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub at: Place,
}

impl<T> Placed<T> {
    /// `value`, as it stands at `at`.
    pub fn new(value: T, at: Place) -> Self {
        Self { value, at }
    }
}

/// A value of the spec, with the bytes it spans.
#[derive(Clone, Debug)]
pub struct Node {
    /// The bytes of the key, or of the value where there is no key.
    pub key: Range<usize>,
    /// The bytes of the value.
    pub span: Range<usize>,
    /// The value.
    pub value: Value,
}

/// What a TOML value is.
#[derive(Clone, Debug)]
pub enum Value {
    /// A table or an inline table, in the order written.
    Table(IndexMap<String, Node>),
    /// An array.
    Array(Vec<Node>),
    /// A string, its escapes resolved.
    String(String),
    /// A number without a fraction; `None` where it does not fit 64 bits.
    Integer(Option<i64>),
    /// A number with a fraction, as written.
    Float(String),
    /// `true` or `false`.
    Boolean(bool),
    /// A date or a time, as TOML writes it.
    Datetime(String),
}

impl Value {
    /// The type, as one says it: `a string`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Table(_) => "a table",
            Self::Array(_) => "an array",
            Self::String(_) => "a string",
            Self::Integer(_) => "an integer",
            Self::Float(_) => "a float",
            Self::Boolean(_) => "a boolean",
            Self::Datetime(_) => "a date",
        }
    }
}

/// Why a text is not TOML.
#[derive(Clone, Debug)]
pub struct SyntaxError {
    /// What is wrong.
    pub message: String,
    /// Where, in bytes.
    pub span: Range<usize>,
}

/// A file the user wrote.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file's name, as the user gave it.
    pub name: String,
    /// Its text.
    pub text: String,
    /// What could be read of it.
    pub root: Node,
    /// What could not.
    pub errors: Vec<SyntaxError>,
}

impl Source {
    /// Reads `text`, which the user calls `name`.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let (table, errors) = DeTable::parse_recoverable(&text);
        let root = Node {
            key: 0..0,
            span: table.span(),
            value: self::table(table.get_ref()),
        };
        let errors = errors
            .iter()
            .map(|error| SyntaxError {
                message: error.message().to_owned(),
                span: error.span().unwrap_or(0..0),
            })
            .collect();
        Self {
            name: name.into(),
            text,
            root,
            errors,
        }
    }

    /// The last part of its name.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name)
    }

    /// The bytes that `place` spans: a value, or the name of a table; for what was left out, the nearest table written.
    #[must_use]
    pub fn span(&self, place: &Place) -> Range<usize> {
        match self.nearest(place) {
            Some(node) if matches!(node.value, Value::Table(_)) => node.key.clone(),
            Some(node) => node.span.clone(),
            None => 0..0,
        }
    }

    /// The bytes of the key that `place` ends in; for what was left out, of the nearest table written.
    #[must_use]
    pub fn key_span(&self, place: &Place) -> Range<usize> {
        self.nearest(place).map_or(0..0, |node| node.key.clone())
    }

    /// The deepest node on the way to `place`.
    fn nearest(&self, place: &Place) -> Option<&Node> {
        let mut node = &self.root;
        let mut found = None;
        for key in place.keys() {
            let next = match (&node.value, key) {
                (Value::Table(table), Key::Name(name)) => table.get(name),
                (Value::Array(items), Key::Item(item)) => items.get(*item),
                _ => None,
            };
            let Some(next) = next else { break };
            node = next;
            found = Some(next);
        }
        found
    }

    /// The line and the column of a byte, both from 1; columns count characters.
    #[must_use]
    pub fn position(&self, byte: usize) -> (usize, usize) {
        let before = self.text.get(..byte).unwrap_or(&self.text);
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (
            before.matches('\n').count() + 1,
            before[start..].chars().count() + 1,
        )
    }
}

fn table(table: &DeTable) -> Value {
    Value::Table(
        table
            .iter()
            .map(|(key, value)| {
                let node = Node {
                    key: key.span(),
                    span: value.span(),
                    value: self::value(value.get_ref()),
                };
                (key.get_ref().to_string(), node)
            })
            .collect(),
    )
}

fn value(value: &DeValue) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(number) => {
            Value::Integer(i64::from_str_radix(number.as_str(), number.radix()).ok())
        }
        DeValue::Float(number) => Value::Float(number.as_str().to_owned()),
        DeValue::Boolean(flag) => Value::Boolean(*flag),
        DeValue::Datetime(moment) => Value::Datetime(moment.to_string()),
        DeValue::Array(items) => Value::Array(
            items
                .iter()
                .map(|item| Node {
                    key: item.span(),
                    span: item.span(),
                    value: self::value(item.get_ref()),
                })
                .collect(),
        ),
        DeValue::Table(inner) => table(inner),
    }
}
