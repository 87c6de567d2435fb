//! Loads, changes and prints specs as TOML tables.

use std::fmt::Write;

use super::compile;
use toml::{Table, Value};
use tvgen::{
    compile::Outcome,
    lang::without_tracing,
    place::Key,
    source::{Node, Source, Value as Read, merge::SPREAD},
};

/// The path of a value in a spec.
pub type Path = Vec<Key>;

/// Loads `spec/NAME.toml` merged with its base specs.
#[must_use]
pub fn load(name: &str) -> Table {
    merged_table(&super::load_spec(name))
}

/// Parses a path: keys or item numbers, separated by spaces.
#[must_use]
pub fn parse_path(text: &str) -> Path {
    let key = |word: &str| {
        word.parse()
            .map_or_else(|_| Key::Name(word.into()), Key::Item)
    };
    text.split(' ').map(key).collect()
}

/// The value at `path`.
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

/// Whether `text` at `path` is a spread, which stands for the inherited items.
#[must_use]
pub fn is_spread(path: &[Key], text: &str) -> bool {
    text == SPREAD && matches!(path.last(), Some(Key::Item(_)))
}

/// Returns `spec` with `value` at `path`; creates missing tables and arrays.
#[must_use]
pub fn with(spec: &Table, path: &[Key], value: Value) -> Table {
    let mut root = Value::Table(spec.clone());
    put(&mut root, path, value);
    let Value::Table(table) = root else {
        panic!("{root:?} is not a table");
    };
    table
}

/// Returns `spec` with the last key of `path` renamed to `name`, in the same position.
#[must_use]
pub fn with_renamed_key(spec: &Table, path: &[Key], name: &str) -> Table {
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

fn put(target: &mut Value, path: &[Key], value: Value) {
    match path.split_first() {
        None => *target = value,
        Some((Key::Name(name), rest)) => {
            if !target.is_table() {
                *target = Value::Table(Table::new());
            }
            let table = target.as_table_mut().expect("the value is a table");
            put(
                table.entry(name.as_str()).or_insert(Value::Boolean(true)),
                rest,
                value,
            );
        }
        Some((Key::Item(item), rest)) => {
            if !target.is_array() {
                *target = Value::Array(Vec::new());
            }
            let array = target.as_array_mut().expect("the value is an array");
            if array.len() <= *item {
                array.push(Value::Boolean(true));
            }
            put(&mut array[*item], rest, value);
        }
    }
}

/// Prints `spec` as TOML.
#[must_use]
pub fn to_toml(spec: &Table) -> String {
    let mut text = String::new();
    let (tables, values): (Vec<_>, Vec<_>) = spec.iter().partition(|(_, value)| value.is_table());
    for (key, value) in values {
        let _ = writeln!(text, "{} = {}", quote(key), format_value(value));
    }
    for (key, table) in tables {
        let _ = writeln!(text, "\n[{}]", quote(key));
        for (inner, value) in table.as_table().into_iter().flatten() {
            let _ = writeln!(text, "{} = {}", quote(inner), format_value(value));
        }
    }
    text
}

/// Compiles `spec` without tracing the origins of output lines; returns its source, too.
#[must_use]
pub fn compile_table(spec: &Table) -> (Source, Outcome) {
    let source = Source::new("tvgen.toml", to_toml(spec));
    let outcome = without_tracing(|| compile(&source));
    (source, outcome)
}

fn format_value(value: &Value) -> String {
    match value {
        Value::String(text) => quote(text),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(format_value).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Table(table) => {
            let pairs: Vec<String> = table
                .iter()
                .map(|(key, value)| format!("{} = {}", quote(key), format_value(value)))
                .collect();
            format!("{{ {} }}", pairs.join(", "))
        }
        Value::Datetime(moment) => moment.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Boolean(flag) => flag.to_string(),
    }
}

/// Formats a basic string; escapes every character that TOML does not allow in it.
fn quote(text: &str) -> String {
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

/// `source` merged with its base specs, as one table.
#[must_use]
pub fn merged_table(source: &Source) -> Table {
    let Value::Table(table) = to_value(&source.root) else {
        panic!("a spec is a table");
    };
    table
}

fn to_value(node: &Node) -> Value {
    match &node.value {
        Read::Table(table) => Value::Table(
            table
                .iter()
                .filter(|(key, _)| *key != "extends")
                .map(|(key, node)| (key.clone(), to_value(node)))
                .collect(),
        ),
        Read::Array(items) => Value::Array(items.iter().map(to_value).collect()),
        Read::String(text) => Value::String(text.clone()),
        Read::Integer(number) => Value::Integer(number.expect("the integer fits")),
        Read::Float(number) => Value::Float(number.parse().expect("a valid value")),
        Read::Boolean(flag) => Value::Boolean(*flag),
        Read::Datetime(moment) => Value::Datetime(moment.parse().expect("a valid value")),
    }
}
