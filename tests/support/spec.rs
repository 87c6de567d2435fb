//! Specs as tables: read, changed, written again.

use std::fmt::Write;

use super::compile;
use toml::{Table, Value};
use tvgen::{
    compile::Outcome,
    lang::untraced,
    place::Key,
    source::{Node, Source, Value as Read, merge::SPREAD},
};

/// A step into a spec: as the source has it.
pub type Path = Vec<Key>;

/// The spec `spec/NAME.toml`, merged with those that it builds on.
#[must_use]
pub fn load(name: &str) -> Table {
    merged(&super::source(name))
}

/// The path that `text` says: keys, or numbers of items, parted by blanks.
#[must_use]
pub fn path(text: &str) -> Path {
    let key = |word: &str| {
        word.parse()
            .map_or_else(|_| Key::Name(word.into()), Key::Item)
    };
    text.split(' ').map(key).collect()
}

/// What stands at `path`, if anything does.
#[must_use]
pub fn get<'a>(spec: &'a Table, path: &[Key]) -> Option<&'a Value> {
    let (first, rest) = path.split_first()?;
    let mut value = spec.get(first.name()?)?;
    for key in rest {
        value = match key {
            Key::Name(name) => value.as_table()?.get(name.as_str())?,
            Key::Item(item) => value.as_array()?.get(*item)?,
        };
    }
    Some(value)
}

/// Whether `text` at `path` is no text, but stands for inherited items.
#[must_use]
pub fn is_spread(path: &[Key], text: &str) -> bool {
    text == SPREAD && matches!(path.last(), Some(Key::Item(_)))
}

/// `spec`, with `value` at `path`; tables and arrays on the way there are made.
#[must_use]
pub fn with(spec: &Table, path: &[Key], value: Value) -> Table {
    let mut root = Value::Table(spec.clone());
    put(&mut root, path, value);
    let Value::Table(table) = root else {
        panic!("{root:?} is no spec");
    };
    table
}

/// `spec`, the last key of `path` called `name`, in its old place.
#[must_use]
pub fn renamed(spec: &Table, path: &[Key], name: &str) -> Table {
    let (last, above) = path.split_last().expect("a key has a name");
    let old = last.name().expect("a key has a name");
    let table = get(spec, above)
        .and_then(Value::as_table)
        .expect("a key is in a table");
    let entries = table.iter().map(|(key, value)| {
        let key = if key == old { name } else { key };
        (key.to_owned(), value.clone())
    });
    with(spec, above, Value::Table(entries.collect()))
}

fn put(at: &mut Value, path: &[Key], value: Value) {
    match path.split_first() {
        None => *at = value,
        Some((Key::Name(name), rest)) => {
            if !at.is_table() {
                *at = Value::Table(Table::new());
            }
            let table = at.as_table_mut().expect("it is one now");
            put(
                table.entry(name.as_str()).or_insert(Value::Boolean(true)),
                rest,
                value,
            );
        }
        Some((Key::Item(item), rest)) => {
            if !at.is_array() {
                *at = Value::Array(Vec::new());
            }
            let array = at.as_array_mut().expect("it is one now");
            if array.len() <= *item {
                array.push(Value::Boolean(true));
            }
            put(&mut array[*item], rest, value);
        }
    }
}

/// `spec` as TOML.
#[must_use]
pub fn text(spec: &Table) -> String {
    let mut text = String::new();
    let (tables, values): (Vec<_>, Vec<_>) = spec.iter().partition(|(_, value)| value.is_table());
    for (key, value) in values {
        let _ = writeln!(text, "{} = {}", quoted(key), written(value));
    }
    for (key, table) in tables {
        let _ = writeln!(text, "\n[{}]", quoted(key));
        for (inner, value) in table.as_table().into_iter().flatten() {
            let _ = writeln!(text, "{} = {}", quoted(inner), written(value));
        }
    }
    text
}

/// What comes of `spec`, whose outputs do not know where their lines came from, and the source that it was read from.
#[must_use]
pub fn compiled(spec: &Table) -> (Source, Outcome) {
    let source = Source::new("tvgen.toml", text(spec));
    let outcome = untraced(|| compile(&source));
    (source, outcome)
}

fn written(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(written).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Table(table) => {
            let pairs: Vec<String> = table
                .iter()
                .map(|(key, value)| format!("{} = {}", quoted(key), written(value)))
                .collect();
            format!("{{ {} }}", pairs.join(", "))
        }
        Value::Datetime(moment) => moment.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Boolean(flag) => flag.to_string(),
    }
}

/// A basic string: every character that TOML does not take as it is, by its number.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// What `source` and those that it builds on come to, as one table.
#[must_use]
pub fn merged(source: &Source) -> Table {
    let Value::Table(table) = plain(&source.root) else {
        panic!("a spec is a table");
    };
    table
}

fn plain(node: &Node) -> Value {
    match &node.value {
        Read::Table(table) => Value::Table(
            table
                .iter()
                .filter(|(key, _)| *key != "extends")
                .map(|(key, node)| (key.clone(), plain(node)))
                .collect(),
        ),
        Read::Array(items) => Value::Array(items.iter().map(plain).collect()),
        Read::String(text) => Value::String(text.clone()),
        Read::Integer(number) => Value::Integer(number.expect("it fits")),
        Read::Float(number) => Value::Float(number.parse().expect("it is one")),
        Read::Boolean(flag) => Value::Boolean(*flag),
        Read::Datetime(moment) => Value::Datetime(moment.parse().expect("it is one")),
    }
}
