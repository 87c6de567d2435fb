//! The effective spec: what a spec says with all that it builds on, each value with the line that it comes from.

pub mod json;
mod lines;
mod table;
mod written;

use self::{json::Unsaid, lines::Lines, written::Written};
use crate::{
    handbook::keys,
    lang::line::plain,
    place::Place,
    source::{Source, Value, base::EXTENDS},
};

/// The whole of `source` as one spec that builds on no other and renders the same, each value with its file and its line
/// as a comment.
#[must_use]
pub fn spec(source: &Source) -> String {
    let written = Written::new(source);
    let mut lines = Lines::default();
    let files = std::iter::once(&source.own).chain(&source.bases);
    let names: Vec<String> = files.map(|file| plain(&file.name)).collect();
    lines.plain(&format!("# {}", names.join(", which builds on ")));
    lines.plain("");
    if let Value::Table(root) = &source.root.value {
        let mut root = root.clone();
        root.shift_remove(EXTENDS);
        table::below(&written, &Place::root(), &root, &mut lines);
    }
    lines.text()
}

/// What `source` says at `place`, with the lines that it comes from and what it overrides; `None` if it says nothing there.
#[must_use]
pub fn key(source: &Source, place: &Place) -> Option<String> {
    let node = source.node(place)?;
    let written = Written::new(source);
    let mut lines = Lines::default();
    let path = written::path(place);
    match &node.value {
        Value::Table(table) => {
            let header = format!("[{path}]");
            table::section(&written, &header, place, node, table, &mut lines);
        }
        Value::Array(_)
        | Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_) => {
            table::entry(&written, &path, place, node, &mut lines);
            for node in written.layers.overridden(place) {
                let said = written.literal(node).replace('\n', "\n# ");
                lines.plain(&format!("# overrides {}: {said}", written.at(node.key)));
            }
        }
    }
    Some(lines.text())
}

/// The defaults of what `source` does not set at `place`: the key there or, where that is a table, the keys in it that have a default.
#[must_use]
pub fn defaults(source: &Source, place: &Place, keys: &[keys::Key]) -> Vec<Unsaid> {
    let Some(key) = keys::at(place, keys) else {
        return Vec::new();
    };
    let below = |inner: &&keys::Key| {
        let rest = inner.path.strip_prefix(&key.path);
        let name = rest.and_then(|rest| rest.strip_prefix('.'));
        name.is_some_and(|name| !name.contains(['.', '[']))
    };
    let inner = keys.iter().filter(below).filter_map(|inner| {
        let place = place.key(inner.name());
        let default = inner.parts().1.filter(|default| default != "none")?;
        (!inner.is_named_by_user() && !source.is_written(&place)).then(|| Unsaid {
            key: place.to_string(),
            default: Some(default),
        })
    });
    let inner: Vec<Unsaid> = inner.collect();
    let default = key.parts().1;
    if source.is_written(place) || default.is_none() && !inner.is_empty() {
        return inner;
    }
    vec![Unsaid {
        key: place.to_string(),
        default,
    }]
}

/// `unsaid` as a comment.
#[must_use]
pub fn default_line(unsaid: &Unsaid) -> String {
    match &unsaid.default {
        Some(default) => format!("# `{}` is not said: by default {default}\n", unsaid.key),
        None => format!("# `{}` is not said, and has no default\n", unsaid.key),
    }
}
