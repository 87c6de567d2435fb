//! The values of a spec, and where each is written.

use indexmap::IndexMap;

use super::Span;

/// A table or an inline table, in the order written.
pub type Table = IndexMap<String, Node>;

/// A value of the spec, with where it is written.
#[derive(Clone, Debug)]
pub struct Node {
    /// The key, or the value where there is no key.
    pub key: Span,
    /// The value.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a TOML value is.
#[derive(Clone, Debug)]
pub enum Value {
    /// A table or an inline table, in the order written.
    Table(Table),
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
