//! Resolves a key to a place in a spec or in the format.

use std::path::Path;

use crate::{
    disk,
    finding::{pluralize, suggest},
    handbook::keys::{self, keys},
    place,
    place::{Key, Place},
    source::{Source, Value},
    spec::{read::read, schema},
};

/// Resolves `text` to a place: a key set in `source`, or any other key of the format.
///
/// # Errors
/// If there is none; suggests similar keys.
pub fn resolve_key(text: &str, source: &Source) -> Result<Place, String> {
    let place = Place::parse(text);
    if let Some(place) = &place
        && source.is_set(place)
    {
        return Ok(place.clone());
    }
    if disk::exists(Path::new(text)) {
        return Err(format!(
            "`{text}` is a file, not a key: to show that spec, run `tvgen show --spec {text}`"
        ));
    }
    let Some(place) = place else {
        return Err(format!(
            "`{text}` is not a key: write it like `base.ruby`, `stages.production.copy[0]` or `actions.\"actions/checkout\".sha`"
        ));
    };
    schema::check_key(&place)?;
    describe_missing(&place, source).map_or(Ok(place), Err)
}

/// The error if a part of `place` does not exist and has no default: an item, or a name that the user chooses.
fn describe_missing(place: &Place, source: &Source) -> Option<String> {
    let keys = keys();
    let stages = read(source).spec.stage_names();
    let exists = |prefix: &Place| {
        let known = keys::find_key(prefix, &keys);
        let is_implied = stages
            .iter()
            .any(|stage| *prefix == place!("stages", stage));
        source.is_set(prefix) || is_implied || known.is_some_and(|key| !key.is_named_by_user())
    };
    let mut prefix = Place::root();
    for key in place.keys() {
        let table = prefix.clone();
        match key {
            Key::Name(name) => {
                prefix = prefix.key(name.clone());
                if !exists(&prefix) {
                    let names = match source.value(&table) {
                        Some(Value::Table(entries)) => entries.keys().map(String::as_str).collect(),
                        Some(_) | None => Vec::new(),
                    };
                    return Some(if names.is_empty() {
                        format!("`{prefix}` does not exist: `{table}` has no keys")
                    } else {
                        let names = names.iter().copied();
                        format!("`{prefix}` does not exist: {}", suggest(name, names))
                    });
                }
            }
            Key::Item(item) => {
                prefix = prefix.item(*item);
                if !source.is_set(&prefix) {
                    return Some(match source.value(&table) {
                        Some(Value::Array(items)) => format!(
                            "`{prefix}` does not exist: `{table}` has {}, counted from 0",
                            pluralize(items.len(), "item")
                        ),
                        Some(_) | None => {
                            format!("`{prefix}` does not exist: `{table}` is not set")
                        }
                    });
                }
            }
        }
    }
    None
}
