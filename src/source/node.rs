//! Values of a spec with their spans.

use indexmap::IndexMap;

use super::Span;

/// A table or inline table, in the written order.
pub type Table = IndexMap<String, Node>;

/// A value of the spec with its spans.
#[derive(Clone, Debug)]
pub struct Node {
    /// The span of the key; without a key, that of the value.
    pub key: Span,
    /// The span of the value.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// A TOML value.
#[derive(Clone, Debug)]
pub enum Value {
    /// A table or inline table, in the written order.
    Table(Table),
    /// An array.
    Array(Vec<Node>),
    /// A string, with its escape sequences decoded.
    String(String),
    /// An integer; `None` if it does not fit 64 bits.
    Integer(Option<i64>),
    /// A float, as written.
    Float(String),
    /// `true` or `false`.
    Boolean(bool),
    /// A date or time in TOML syntax.
    Datetime(String),
}

impl Value {
    /// The type for messages: `a string`.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
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
