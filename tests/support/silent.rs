//! Keys that affect no output line, and the places of the values in a spec.

use tvgen::{
    place::{Key, Place},
    source::{Node, Value},
};

/// Keys that affect no output line, with `*` for user-defined names, and the reason.
pub const SILENT: &[(&str, &str)] = &[
    ("spec", "only tvgen reads it"),
    ("requires", "only tvgen reads it"),
    ("extends", "only tvgen reads it"),
    ("lints.allow", "only tvgen reads it"),
    (
        "assets.precompile",
        "it is true by default and adds nothing",
    ),
    ("deploy.tool", "there is only one choice"),
];

/// The table that only `tvgen new` reads.
pub const TEMPLATE: &str = "template";

/// The entry of [`SILENT`] for the key at `place`.
pub fn silent_key(place: &Place) -> Option<&'static str> {
    let keys: Vec<&str> = place.keys().iter().filter_map(Key::name).collect();
    if keys.first() == Some(&TEMPLATE) {
        return Some(TEMPLATE);
    }
    let matches = |known: &str| {
        let known: Vec<&str> = known.split('.').collect();
        known.len() == keys.len()
            && known
                .iter()
                .zip(&keys)
                .all(|(known, key)| *known == "*" || known == key)
    };
    let found = SILENT.iter().find(|(known, _)| matches(known));
    found.map(|(known, _)| *known)
}

/// The places of all values below `node` that are neither tables nor arrays.
pub fn leaves(node: &Node, place: &Place) -> Vec<Place> {
    match &node.value {
        Value::Table(table) => {
            let below = table
                .iter()
                .map(|(key, value)| leaves(value, &place.key(key)));
            below.flatten().collect()
        }
        Value::Array(items) => {
            let below = items.iter().enumerate();
            below
                .flat_map(|(item, value)| leaves(value, &place.item(item)))
                .collect()
        }
        Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_) => vec![place.clone()],
    }
}
