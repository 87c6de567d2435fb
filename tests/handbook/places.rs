//! The places in a spec where a key of the format is set, or can be set.

use toml::{Table, Value};
use tvgen::place::Key;

use crate::support::spec::{self, Path};

/// The places in `spec` for the key `path` (such as `stages.NAME.packages[].name`), set or not.
pub fn places(path: &str, spec: &Table) -> Vec<Path> {
    let mut places: Vec<Path> = vec![Vec::new()];
    for part in path.split('.') {
        let (name, items) = match part.strip_suffix("[]") {
            Some(name) => (name, true),
            None => (part, false),
        };
        places = places
            .into_iter()
            .flat_map(|place| child_keys(name, &place, spec))
            .collect();
        if items {
            places = places
                .into_iter()
                .flat_map(|place| child_items(&place, spec))
                .collect();
        }
    }
    places
}

/// `place` with the key `name`, or with each existing key if `name` is `NAME`.
fn child_keys(name: &str, place: &[Key], spec: &Table) -> Vec<Path> {
    let with = |key: &str| [place, &[Key::Name(key.into())]].concat();
    if name != "NAME" {
        // Only a table has keys.
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

fn child_items(place: &[Key], spec: &Table) -> Vec<Path> {
    let items = spec::get(spec, place).and_then(Value::as_array);
    let count = items.map_or(0, Vec::len);
    (0..count)
        .map(|item| [place, &[Key::Item(item)]].concat())
        .collect()
}

/// Returns `spec` without the value at `path`.
pub fn without(spec: &Table, path: &[Key]) -> Table {
    let (last, above) = path.split_last().expect("a key has a name");
    let Key::Name(name) = last else {
        panic!("only a key can be removed")
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
