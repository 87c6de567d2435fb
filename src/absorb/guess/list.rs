//! An array of the spec that stands on one line, its items side by side.

use super::{unquoted, word::replaced};
use crate::{
    place::{Key, Place},
    source::{
        Source, Value,
        edit::{Change, Said},
    },
    spec::schema,
};

/// What stands between the items.
const BETWEEN: [&str; 3] = [" ", ":", ","];

/// The items that came and went in the arrays at `places`.
pub(super) fn guesses(source: &Source, places: &[Place], old: &str, new: &str) -> Vec<Vec<Change>> {
    let mut arrays: Vec<Place> = Vec::new();
    for place in places {
        let array = match place.keys().last() {
            Some(Key::Item(_)) => place.parent(),
            Some(Key::Name(_)) | None => Some(place.clone()),
        };
        let is_list = |array: &Place| schema::kinds(array).contains(&"an array");
        let array = array.filter(|array| is_list(array) && !arrays.contains(array));
        arrays.extend(array);
    }
    let mut guesses = Vec::new();
    for array in &arrays {
        let items = items(source, array);
        for between in BETWEEN {
            if let Some(items) = &items
                && let Some((before, after)) = old.split_once(&items.join(between))
                && let Some(rest) = new.strip_prefix(before)
                && let Some(rest) = rest.strip_suffix(after)
            {
                guesses.push(differences(array, items, &split(rest, between)));
            }
        }
        for (before, after) in replaced(old, new) {
            for between in BETWEEN {
                let after = split(unquoted(after), between);
                if split(unquoted(before), between).len() != after.len() || after.len() > 1 {
                    guesses.push(match &items {
                        Some(items) => differences(array, items, &after),
                        None => vec![Change::Set(array.clone(), Said::Strings(after))],
                    });
                }
            }
        }
    }
    guesses
}

/// The strings at `array`, if it is written and has nothing else.
fn items(source: &Source, array: &Place) -> Option<Vec<String>> {
    let Value::Array(items) = source.value(array)? else {
        return None;
    };
    let texts = items.iter().map(|item| match &item.value {
        Value::String(text) => Some(text.clone()),
        Value::Table(_)
        | Value::Array(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_) => None,
    });
    texts.collect()
}

fn split(text: &str, between: &str) -> Vec<String> {
    let parts = text.split(between).map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What makes `new` of the items `old` of `array`, each item that stays left as it is.
fn differences(array: &Place, old: &[String], new: &[String]) -> Vec<Change> {
    let gone = old
        .iter()
        .enumerate()
        .filter(|(_, item)| !new.contains(item));
    let mut changes: Vec<Change> = gone
        .map(|(number, _)| Change::Remove(array.item(number)))
        .collect();
    let mut next = 0;
    for item in new {
        match old.iter().position(|other| other == item) {
            Some(number) => next = number + 1,
            None => changes.push(Change::Insert(array.item(next), item.clone())),
        }
    }
    changes
}
