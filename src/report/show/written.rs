//! The values of a spec as TOML, and where each is written.

use crate::{
    lang::line::plain,
    place::{Key, Place},
    source::{Node, Positions, Source, Span, Value, edit, overridden::Layers},
};

/// A spec, with the lines of its files.
pub(super) struct Written<'a> {
    /// What each file says by itself.
    pub(super) layers: Layers,
    /// The spec.
    pub(super) source: &'a Source,
    positions: Vec<Positions<'a>>,
}

impl<'a> Written<'a> {
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
        let (line, column) = self.positions[span.file].of(span.start);
        (&self.source.file(span).name, line, column)
    }

    /// `FILE:LINE` of `span`.
    pub(super) fn at(&self, span: Span) -> String {
        let (file, line, _) = self.position(span);
        format!("{}:{line}", plain(file))
    }

    /// The comment behind `node`, which is at `place`: where it is written, and what that overrides.
    pub(super) fn comment(&self, place: &Place, node: &Node) -> String {
        let mut comment = self.at(home(node));
        let mut over = Vec::new();
        self.over(place, node, &mut over);
        over.dedup();
        if !over.is_empty() {
            comment += ", over ";
            comment += &over.join(", ");
        }
        comment
    }

    /// Where all that is which `node` overrides, and what is in it.
    fn over(&self, place: &Place, node: &Node, over: &mut Vec<String>) {
        let overridden = self.layers.overridden(place);
        over.extend(overridden.iter().map(|node| self.at(node.key)));
        if let Value::Table(table) = &node.value {
            for (key, node) in table {
                self.over(&place.key(key), node, over);
            }
        }
    }

    /// The value of `node` as TOML; a string of several lines on as many.
    pub(super) fn literal(&self, node: &Node) -> String {
        match &node.value {
            Value::String(text) => edit::string(text),
            Value::Integer(Some(number)) => number.to_string(),
            // What does not fit is shown as it stands there.
            Value::Integer(None) => {
                let text = &self.source.file(node.span).text;
                text.get(node.span.bytes()).unwrap_or_default().to_owned()
            }
            Value::Float(number) => number.clone(),
            Value::Boolean(flag) => flag.to_string(),
            Value::Datetime(moment) => moment.clone(),
            Value::Array(items) => {
                let items: Vec<String> = items.iter().map(|item| self.literal(item)).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Table(table) if table.is_empty() => "{}".to_owned(),
            Value::Table(table) => {
                let entries = table.iter();
                let entries: Vec<String> = entries
                    .map(|(key, node)| format!("{} = {}", edit::key(key), self.literal(node)))
                    .collect();
                format!("{{ {} }}", entries.join(", "))
            }
        }
    }
}

/// Where one would look for `node`: its key or, where all its items come from other files, the first of these.
pub(super) fn home(node: &Node) -> Span {
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

/// `place` as a dotted key of TOML; an item by its number, as TOML cannot say it.
pub(super) fn path(place: &Place) -> String {
    let mut path = String::new();
    for key in place.keys() {
        match key {
            Key::Item(item) => path.extend(["[", &item.to_string(), "]"]),
            Key::Name(name) => {
                let dot = if path.is_empty() { "" } else { "." };
                path.extend([dot, &edit::key(name)]);
            }
        }
    }
    path
}
