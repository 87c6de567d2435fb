//! Keys that reach no line, and where values stand in a spec.

use tvgen::{
    place::{Key, Place},
    source::{Node, Value},
};

/// Keys that reach no line, names of the user's own as `*`, and why.
pub const SILENT: &[(&str, &str)] = &[
    ("spec", "it is said to tvgen alone"),
    ("requires", "it is said to tvgen alone"),
    ("extends", "it is said to tvgen alone"),
    ("lints.allow", "it is said to tvgen alone"),
    (
        "assets.precompile",
        "it is true by default, and adds nothing",
    ),
    ("deploy.tool", "there is one choice"),
];

/// The table that is said to `tvgen new` alone, with all that is in it.
pub const TEMPLATE: &str = "template";

/// Which of [`SILENT`] the key at `place` is.
pub fn silent(place: &Place) -> Option<&'static str> {
    let keys: Vec<&str> = place.keys().iter().filter_map(Key::name).collect();
    if keys.first() == Some(&TEMPLATE) {
        return Some(TEMPLATE);
    }
    let is = |known: &str| {
        let known: Vec<&str> = known.split('.').collect();
        known.len() == keys.len()
            && known
                .iter()
                .zip(&keys)
                .all(|(known, key)| *known == "*" || known == key)
    };
    let found = SILENT.iter().find(|(known, _)| is(known));
    found.map(|(known, _)| *known)
}

/// The places of all values below `node` that are neither tables nor arrays.
pub fn leaves(node: &Node, at: &Place) -> Vec<Place> {
    match &node.value {
        Value::Table(table) => {
            let below = table.iter().map(|(key, value)| leaves(value, &at.key(key)));
            below.flatten().collect()
        }
        Value::Array(items) => {
            let below = items.iter().enumerate();
            below
                .flat_map(|(item, value)| leaves(value, &at.item(item)))
                .collect()
        }
        Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_) => vec![at.clone()],
    }
}
