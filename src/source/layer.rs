//! What one file says, before it is laid on what it builds on: the only file that knows the reader of TOML.

use toml::de::{DeTable, DeValue};

use super::{
    Node, Span, SyntaxError, Value,
    syntax::{self, Told},
};

/// One file, read.
pub(super) struct Layer {
    /// What could be read of it.
    pub(super) root: Node,
    /// What could not.
    pub(super) errors: Vec<SyntaxError>,
}

impl Layer {
    /// Reads `text`, which is that of the file `file`.
    pub(super) fn new(file: usize, text: &str) -> Self {
        let (table, errors) = DeTable::parse_recoverable(text);
        let span = Span::new(file, table.span());
        let root = Node {
            key: Span::new(file, 0..0),
            span,
            value: self::table(file, table.get_ref()),
        };
        let errors = errors.iter().map(|error| Told {
            message: error.message().to_owned(),
            bytes: error.span().unwrap_or(0..0),
        });
        Self {
            root,
            errors: syntax::errors(file, text, errors.collect()),
        }
    }
}

fn table(file: usize, table: &DeTable) -> Value {
    let nodes = table.iter().map(|(key, value)| {
        let node = Node {
            key: Span::new(file, key.span()),
            span: Span::new(file, value.span()),
            value: self::value(file, value.get_ref()),
        };
        (key.get_ref().as_ref().to_owned(), node)
    });
    Value::Table(nodes.collect())
}

fn value(file: usize, value: &DeValue) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.as_ref().to_owned()),
        DeValue::Integer(number) => {
            Value::Integer(i64::from_str_radix(number.as_str(), number.radix()).ok())
        }
        DeValue::Float(number) => Value::Float(number.as_str().to_owned()),
        DeValue::Boolean(flag) => Value::Boolean(*flag),
        DeValue::Datetime(moment) => Value::Datetime(moment.to_string()),
        DeValue::Array(items) => {
            let nodes = items.iter().map(|item| {
                let span = Span::new(file, item.span());
                Node {
                    key: span,
                    span,
                    value: self::value(file, item.get_ref()),
                }
            });
            Value::Array(nodes.collect())
        }
        DeValue::Table(inner) => table(file, inner),
    }
}
