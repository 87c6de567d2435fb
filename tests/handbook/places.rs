//! The places in a spec where a key of the format stands, or can stand.

use toml::{Table, Value};
use tvgen::place::Key;

use crate::support::spec::{self, Path};

/// Where the key `path` (`stages.NAME.packages[].name`) is or could be in `spec`: its table is there, or none has a name in it.
pub fn places(path: &str, spec: &Table) -> Vec<Path> {
    let mut places: Vec<Path> = vec![Vec::new()];
    for part in path.split('.') {
        let (name, items) = match part.strip_suffix("[]") {
            Some(name) => (name, true),
            None => (part, false),
        };
        places = places
            .into_iter()
            .flat_map(|place| names(name, &place, spec))
            .collect();
        if items {
            places = places
                .into_iter()
                .flat_map(|place| below(&place, spec))
                .collect();
        }
    }
    places
}

/// `place` with the key `name`; with each key that is there, if that stands for any.
fn names(name: &str, place: &[Key], spec: &Table) -> Vec<Path> {
    let with = |key: &str| [place, &[Key::Name(key.into())]].concat();
    if name != "NAME" {
        // What is no table has no keys.
        let here = spec::get(spec, place);
        let closed = !place.is_empty() && here.is_some_and(|here| !here.is_table());
        return if closed { Vec::new() } else { vec![with(name)] };
    }
    let table = spec::get(spec, place).and_then(Value::as_table);
    table
        .into_iter()
        .flat_map(Table::keys)
        .map(|key| with(key))
        .collect()
}

fn below(place: &[Key], spec: &Table) -> Vec<Path> {
    let items = spec::get(spec, place).and_then(Value::as_array);
    let count = items.map_or(0, Vec::len);
    (0..count)
        .map(|item| [place, &[Key::Item(item)]].concat())
        .collect()
}

/// `spec` without what stands at `path`.
pub fn without(spec: &Table, path: &[Key]) -> Table {
    let (last, above) = path.split_last().expect("a key has a name");
    let Key::Name(name) = last else {
        panic!("an item is no key")
    };
    if above.is_empty() {
        let mut spec = spec.clone();
        spec.remove(name.as_str());
        return spec;
    }
    match spec::get(spec, above).and_then(Value::as_table) {
        Some(table) if table.contains_key(name.as_str()) => {
            let mut table = table.clone();
            table.remove(name.as_str());
            spec::with(spec, above, Value::Table(table))
        }
        Some(_) | None => spec.clone(),
    }
}
