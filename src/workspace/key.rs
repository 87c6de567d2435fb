//! Finds the place that a key names in a spec or in the format.

use std::path::Path;

use crate::{
    at, disk,
    finding::{count, one_of},
    handbook::keys::{self, keys},
    place::{Key, Place},
    source::{Source, Value},
    spec::{read::read, schema},
};

/// The place that `text` names: one that `source` writes, or one of the format that is not written.
///
/// # Errors
/// If there is none: what there is.
pub fn spec_key(text: &str, source: &Source) -> Result<Place, String> {
    let place = Place::parse(text);
    if let Some(place) = &place
        && source.is_written(place)
    {
        return Ok(place.clone());
    }
    if disk::is_there(Path::new(text)) {
        return Err(format!(
            "`{text}` is no key of a spec: to show what it says, tvgen show --spec {text}"
        ));
    }
    let Some(place) = place else {
        return Err(format!(
            "`{text}` is no key: write it as in `base.ruby`, `stages.production.copy[0]` or `actions.\"actions/checkout\".sha`"
        ));
    };
    schema::check_key(&place)?;
    missing(&place, source).map_or(Ok(place), Err)
}

/// What is not there on the way to `place` and cannot be there by default: what the user names, and items.
fn missing(place: &Place, source: &Source) -> Option<String> {
    let keys = keys();
    let stages = read(source).spec.stage_names();
    let exists = |way: &Place| {
        let known = keys::at(way, &keys);
        let is_implied = stages.iter().any(|stage| *way == at!("stages", stage));
        source.is_written(way) || is_implied || known.is_some_and(|key| !key.is_named_by_user())
    };
    let mut way = Place::root();
    for key in place.keys() {
        let table = way.clone();
        match key {
            Key::Name(name) => {
                way = way.key(name.clone());
                if !exists(&way) {
                    let names = match source.value(&table) {
                        Some(Value::Table(entries)) => entries.keys().map(String::as_str).collect(),
                        Some(_) | None => Vec::new(),
                    };
                    return Some(if names.is_empty() {
                        format!("there is no `{way}`: nothing is said in `{table}`")
                    } else {
                        let names = names.iter().copied();
                        format!("there is no `{way}`: {}", one_of(name, names))
                    });
                }
            }
            Key::Item(item) => {
                way = way.item(*item);
                if !source.is_written(&way) {
                    return Some(match source.value(&table) {
                        Some(Value::Array(items)) => format!(
                            "there is no `{way}`: `{table}` has {}, counted from 0",
                            count(items.len(), "item")
                        ),
                        Some(_) | None => format!("there is no `{way}`: `{table}` is not said"),
                    });
                }
            }
        }
    }
    None
}
