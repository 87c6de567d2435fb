//! Every spec of `spec/`, each of its keys broken in turn: what comes of it are whole outputs, or findings.

use toml::{Table, Value};
use tvgen::place::{Key, Place};

use crate::{
    never::answered,
    support::{spec, specs, text},
};

/// What a value is replaced by, besides being taken out and being called by another name.
fn others(value: &Value) -> Vec<Value> {
    let text = |text: &str| Value::String(text.to_owned());
    let mut others = vec![
        text(""),
        text("${{ github.event.issue.title }}"),
        text("$(touch pwned)'\"`\\#:{}\u{2028}é"),
        text("two\nlines"),
        text(&"long".repeat(100)),
        Value::Integer(-1),
        Value::Float(0.5),
        Value::Boolean(true),
        Value::Array(vec![text("..."), Value::Integer(1)]),
        Value::Table(Table::from_iter([("x".to_owned(), Value::Integer(1))])),
    ];
    if let Value::Array(items) = value {
        let twice = items.iter().chain(items).cloned();
        others.extend([Value::Array(twice.collect()), Value::Array(Vec::new())]);
    }
    others
}

#[test]
fn every_key_of_every_spec_can_be_broken_in_any_way() {
    let mut turn = 0;
    for name in specs() {
        let spec: Table = text(&name).parse().expect("our specs are TOML");
        for place in places(&Value::Table(spec.clone()), &Place::root()) {
            answered(&broken(&spec, &place, |table, key| {
                table.remove(key);
            }));
            answered(&broken(&spec, &place, |table, key| {
                if let Some(value) = table.remove(key) {
                    table.insert(format!("{key}x"), value);
                }
            }));
            // Each key in a few ways, all ways at some key: all at each would take minutes.
            for _ in 0..2 {
                turn += 1;
                answered(&broken(&spec, &place, |table, key| {
                    let ways = others(&table[key]);
                    table[key] = ways[turn % ways.len()].clone();
                }));
            }
        }
    }
    assert!(turn > 600, "{turn} values were replaced");
}

/// Every key of `value`, which lies at `at`: those of tables in arrays too.
fn places(value: &Value, at: &Place) -> Vec<Place> {
    match value {
        Value::Table(table) => {
            let keys = table.iter().flat_map(|(key, value)| {
                let at = at.key(key);
                let below = places(value, &at);
                std::iter::once(at).chain(below)
            });
            keys.collect()
        }
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items
                .flat_map(|(item, value)| places(value, &at.item(item)))
                .collect()
        }
        Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_) => Vec::new(),
    }
}

/// The text of `spec`, what `change` does to the key at `place` done.
fn broken(spec: &Table, place: &Place, change: impl FnOnce(&mut Table, &str)) -> String {
    let mut spec = Value::Table(spec.clone());
    let (last, way) = place.keys().split_last().expect("a key is not the root");
    let mut table = &mut spec;
    for key in way {
        table = match (table, key) {
            (Value::Table(table), Key::Name(name)) => &mut table[name.as_str()],
            (Value::Array(items), Key::Item(item)) => &mut items[*item],
            _ => unreachable!("the place was found there"),
        };
    }
    if let (Value::Table(table), Key::Name(name)) = (table, last) {
        change(table, name);
    }
    let Value::Table(spec) = spec else {
        unreachable!("it was a table before")
    };
    spec::text(&spec)
}
