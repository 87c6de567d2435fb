//! Parses one file of a spec before it is merged: the only module that uses the TOML parser.

use toml::de::{DeTable, DeValue};

use super::{
    Node, Span, SyntaxError, Value,
    syntax::{self, ParserError},
};

/// A parsed file.
pub(super) struct Layer {
    /// The content, as far as it could be parsed.
    pub(super) root: Node,
    /// The syntax errors.
    pub(super) errors: Vec<SyntaxError>,
}

impl Layer {
    /// Parses `text`, the content of the file `file`.
    pub(super) fn new(file: usize, text: &str) -> Self {
        let (table, errors) = DeTable::parse_recoverable(text);
        let span = Span::new(file, table.span());
        let root = Node {
            key: Span::new(file, 0..0),
            span,
            value: self::convert_table(file, table.get_ref()),
        };
        let errors = errors.iter().map(|error| ParserError {
            message: error.message().to_owned(),
            bytes: error.span().unwrap_or(0..0),
        });
        Self {
            root,
            errors: syntax::syntax_errors(file, text, errors.collect()),
        }
    }
}

fn convert_table(file: usize, table: &DeTable) -> Value {
    let nodes = table.iter().map(|(key, value)| {
        let node = Node {
            key: Span::new(file, key.span()),
            span: Span::new(file, value.span()),
            value: self::convert_value(file, value.get_ref()),
        };
        (key.get_ref().as_ref().to_owned(), node)
    });
    Value::Table(nodes.collect())
}

fn convert_value(file: usize, value: &DeValue) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.as_ref().to_owned()),
        DeValue::Integer(number) => {
            Value::Integer(i64::from_str_radix(number.as_str(), number.radix()).ok())
        }
        DeValue::Float(number) => Value::Float(number.as_str().to_owned()),
        DeValue::Boolean(flag) => Value::Boolean(*flag),
        DeValue::Datetime(datetime) => Value::Datetime(datetime.to_string()),
        DeValue::Array(items) => {
            let nodes = items.iter().map(|item| {
                let span = Span::new(file, item.span());
                Node {
                    key: span,
                    span,
                    value: self::convert_value(file, item.get_ref()),
                }
            });
            Value::Array(nodes.collect())
        }
        DeValue::Table(inner) => convert_table(file, inner),
    }
}
