//! Breaks each key of every spec in `spec/` in turn: the result is complete outputs or findings.

use toml::{Table, Value};
use tvgen::place::{Key, Place};

use crate::{
    never::compile_and_check,
    support::{read_spec, spec, spec_names},
};

/// The values that replace `value`.
fn list_replacements(value: &Value) -> Vec<Value> {
    let text = |text: &str| Value::String(text.to_owned());
    let mut replacements = vec![
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
        replacements.extend([Value::Array(twice.collect()), Value::Array(Vec::new())]);
    }
    replacements
}

#[test]
fn every_key_of_every_spec_can_be_broken_without_a_crash() {
    let mut turn = 0;
    for name in spec_names() {
        let spec: Table = read_spec(&name).parse().expect("the specs are TOML");
        for place in list_keys(&Value::Table(spec.clone()), &Place::root()) {
            compile_and_check(&change_key(&spec, &place, |table, key| {
                table.remove(key);
            }));
            compile_and_check(&change_key(&spec, &place, |table, key| {
                if let Some(value) = table.remove(key) {
                    table.insert(format!("{key}x"), value);
                }
            }));
            // Two replacements per key, in rotation: all replacements of every key would take minutes.
            for _ in 0..2 {
                turn += 1;
                compile_and_check(&change_key(&spec, &place, |table, key| {
                    let replacements = list_replacements(&table[key]);
                    table[key] = replacements[turn % replacements.len()].clone();
                }));
            }
        }
    }
    assert!(turn > 600, "{turn} values were replaced");
}

/// Every key in `value`, which is at `place`, including the keys of tables in arrays.
fn list_keys(value: &Value, place: &Place) -> Vec<Place> {
    match value {
        Value::Table(table) => {
            let keys = table.iter().flat_map(|(key, value)| {
                let place = place.key(key);
                let below = list_keys(value, &place);
                std::iter::once(place).chain(below)
            });
            keys.collect()
        }
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items
                .flat_map(|(item, value)| list_keys(value, &place.item(item)))
                .collect()
        }
        Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_) => Vec::new(),
    }
}

/// The text of `spec` after `change` of the key at `place`.
fn change_key(spec: &Table, place: &Place, change: impl FnOnce(&mut Table, &str)) -> String {
    let mut spec = Value::Table(spec.clone());
    let (last, parents) = place.keys().split_last().expect("a key is not the root");
    let mut table = &mut spec;
    for key in parents {
        table = match (table, key) {
            (Value::Table(table), Key::Name(name)) => &mut table[name.as_str()],
            (Value::Array(items), Key::Item(item)) => &mut items[*item],
            _ => unreachable!("the place is in this spec"),
        };
    }
    if let (Value::Table(table), Key::Name(name)) = (table, last) {
        change(table, name);
    }
    let Value::Table(spec) = spec else {
        unreachable!("a spec is a table")
    };
    spec::to_toml(&spec)
}
