//! The effective spec: a spec merged with its base specs, each value with the line that sets it.

pub mod json;
mod lines;
mod located_spec;
mod table;

use self::{json::UnsetKey, lines::Lines, located_spec::LocatedSpec};
use crate::{
    handbook::keys,
    lang::line::escape_line,
    place::Place,
    source::{Source, Value, base::EXTENDS},
};

/// `source` as one spec that extends no other spec and renders the same files. A comment after each value has its file and
/// line.
#[must_use]
pub fn render_spec(source: &Source) -> String {
    let written = LocatedSpec::new(source);
    let mut lines = Lines::default();
    let files = std::iter::once(&source.own).chain(&source.bases);
    let names: Vec<String> = files.map(|file| escape_line(&file.name)).collect();
    lines.add(&format!("# {}", names.join(", which extends ")));
    lines.add("");
    if let Value::Table(root) = &source.root.value {
        let mut root = root.clone();
        root.shift_remove(EXTENDS);
        table::add_entries(&written, &Place::root(), &root, &mut lines);
    }
    lines.text()
}

/// The value of `source` at `place`, with the lines that set it and the values that it overrides; `None` if it is not set.
#[must_use]
pub fn render_key(source: &Source, place: &Place) -> Option<String> {
    let node = source.node(place)?;
    let written = LocatedSpec::new(source);
    let mut lines = Lines::default();
    let path = located_spec::dotted_key(place);
    match &node.value {
        Value::Table(table) => {
            let header = format!("[{path}]");
            table::add_section(&written, &header, place, node, table, &mut lines);
        }
        Value::Array(_)
        | Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_) => {
            table::add_entry(&written, &path, place, node, &mut lines);
            for node in written.layers.overridden(place) {
                let value = written.to_toml(node).replace('\n', "\n# ");
                lines.add(&format!(
                    "# overrides {}: {value}",
                    written.file_line(node.key)
                ));
            }
        }
    }
    Some(lines.text())
}

/// The defaults that apply at `place` of `source`: of the key there or, if that is a table, of the keys in it.
#[must_use]
pub fn find_defaults(source: &Source, place: &Place, keys: &[keys::Key]) -> Vec<UnsetKey> {
    let Some(key) = keys::find_key(place, keys) else {
        return Vec::new();
    };
    let below = |inner: &&keys::Key| {
        let rest = inner.path.strip_prefix(&key.path);
        let name = rest.and_then(|rest| rest.strip_prefix('.'));
        name.is_some_and(|name| !name.contains(['.', '[']))
    };
    let inner = keys.iter().filter(below).filter_map(|inner| {
        let place = place.key(inner.name());
        let default = inner
            .split_description()
            .1
            .filter(|default| default != "none")?;
        (!inner.is_named_by_user() && !source.is_set(&place)).then(|| UnsetKey {
            key: place.to_string(),
            default: Some(default),
        })
    });
    let inner: Vec<UnsetKey> = inner.collect();
    let default = key.split_description().1;
    if source.is_set(place) || default.is_none() && !inner.is_empty() {
        return inner;
    }
    vec![UnsetKey {
        key: place.to_string(),
        default,
    }]
}

/// `unset` as a comment.
#[must_use]
pub fn format_default(unset: &UnsetKey) -> String {
    match &unset.default {
        Some(default) => format!("# `{}` is not set (default: {default})\n", unset.key),
        None => format!("# `{}` is not set and has no default\n", unset.key),
    }
}
