//! The values of a spec as TOML, and their positions.

use crate::{
    lang::line::escape_line,
    place::{Key, Place},
    source::{Node, Positions, Source, Span, Value, edit, overridden::Layers},
};

/// A spec, with the positions of the lines of its files.
pub(super) struct LocatedSpec<'a> {
    /// The values of each file by itself.
    pub(super) layers: Layers,
    /// The spec.
    pub(super) source: &'a Source,
    positions: Vec<Positions<'a>>,
}

impl<'a> LocatedSpec<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        let files = std::iter::once(&source.own).chain(&source.bases);
        Self {
            layers: Layers::new(source),
            source,
            positions: files.map(|file| Positions::new(&file.text)).collect(),
        }
    }

    /// The file, the line and the column that `span` begins at.
    pub(super) fn position(&self, span: Span) -> (&'a str, usize, usize) {
        let (line, column) = self.positions[span.file].position(span.start);
        (&self.source.file(span).name, line, column)
    }

    /// `FILE:LINE` of `span`.
    pub(super) fn file_line(&self, span: Span) -> String {
        let (file, line, _) = self.position(span);
        format!("{}:{line}", escape_line(file))
    }

    /// The comment after `node`, which is at `place`: the line that sets it, and the lines that it overrides.
    pub(super) fn origin_comment(&self, place: &Place, node: &Node) -> String {
        let mut comment = self.file_line(origin_span(node));
        let mut over = Vec::new();
        self.add_overridden(place, node, &mut over);
        over.dedup();
        if !over.is_empty() {
            comment += ", overrides ";
            comment += &over.join(", ");
        }
        comment
    }

    /// Adds the lines that `node` and its values override.
    fn add_overridden(&self, place: &Place, node: &Node, over: &mut Vec<String>) {
        let overridden = self.layers.overridden(place);
        over.extend(overridden.iter().map(|node| self.file_line(node.key)));
        if let Value::Table(table) = &node.value {
            for (key, node) in table {
                self.add_overridden(&place.key(key), node, over);
            }
        }
    }

    /// The value of `node` as TOML; a string of several lines keeps them.
    pub(super) fn to_toml(&self, node: &Node) -> String {
        match &node.value {
            Value::String(text) => edit::format_string(text),
            Value::Integer(Some(number)) => number.to_string(),
            // A number that does not fit is shown as written.
            Value::Integer(None) => {
                let text = &self.source.file(node.span).text;
                text.get(node.span.bytes()).unwrap_or_default().to_owned()
            }
            Value::Float(number) => number.clone(),
            Value::Boolean(flag) => flag.to_string(),
            Value::Datetime(moment) => moment.clone(),
            Value::Array(items) => {
                let items: Vec<String> = items.iter().map(|item| self.to_toml(item)).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Table(table) if table.is_empty() => "{}".to_owned(),
            Value::Table(table) => {
                let entries = table.iter();
                let entries: Vec<String> = entries
                    .map(|(key, node)| {
                        format!("{} = {}", edit::format_key(key), self.to_toml(node))
                    })
                    .collect();
                format!("{{ {} }}", entries.join(", "))
            }
        }
    }
}

/// The span that sets `node`: its key or, if all its items come from other files, the first item.
pub(super) fn origin_span(node: &Node) -> Span {
    match &node.value {
        Value::Array(items) => match items.first() {
            Some(first) if items.iter().all(|item| item.key.file != node.key.file) => first.key,
            Some(_) | None => node.key,
        },
        Value::Table(_)
        | Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_) => node.key,
    }
}

/// `place` as a dotted TOML key. An item is its number, which TOML has no syntax for.
pub(super) fn dotted_key(place: &Place) -> String {
    let mut path = String::new();
    for key in place.keys() {
        match key {
            Key::Item(item) => path.extend(["[", &item.to_string(), "]"]),
            Key::Name(name) => {
                let dot = if path.is_empty() { "" } else { "." };
                path.extend([dot, &edit::format_key(name)]);
            }
        }
    }
    path
}
