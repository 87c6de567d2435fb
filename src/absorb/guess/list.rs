//! Guesses changes to an array whose items are on one line.

use super::{replaced_word::replaced_words, unquote};
use crate::{
    place::{Key, Place},
    source::{
        Source, Value,
        edit::{Change, NewValue},
    },
    spec::schema,
};

/// The separators of items.
const SEPARATORS: [&str; 3] = [" ", ":", ","];

/// Guesses the inserted and removed items of the arrays at `places`.
pub(super) fn guesses(source: &Source, places: &[Place], old: &str, new: &str) -> Vec<Vec<Change>> {
    let mut arrays: Vec<Place> = Vec::new();
    for place in places {
        let array = match place.keys().last() {
            Some(Key::Item(_)) => place.parent(),
            Some(Key::Name(_)) | None => Some(place.clone()),
        };
        let is_list = |array: &Place| schema::type_names(array).contains(&"an array");
        let array = array.filter(|array| is_list(array) && !arrays.contains(array));
        arrays.extend(array);
    }
    let mut guesses = Vec::new();
    for array in &arrays {
        let items = items(source, array);
        for separator in SEPARATORS {
            if let Some(items) = &items
                && let Some((before, after)) = old.split_once(&items.join(separator))
                && let Some(rest) = new.strip_prefix(before)
                && let Some(rest) = rest.strip_suffix(after)
            {
                guesses.push(diff_items(array, items, &split(rest, separator)));
            }
        }
        for (before, after) in replaced_words(old, new) {
            for separator in SEPARATORS {
                let after = split(unquote(after), separator);
                if split(unquote(before), separator).len() != after.len() || after.len() > 1 {
                    guesses.push(match &items {
                        Some(items) => diff_items(array, items, &after),
                        None => vec![Change::Set(array.clone(), NewValue::Strings(after))],
                    });
                }
            }
        }
    }
    guesses
}

/// The items of `array`, if it is set and has only strings.
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

fn split(text: &str, separator: &str) -> Vec<String> {
    let parts = text.split(separator).map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The changes that turn the items `old` of `array` into `new`; unchanged items stay as they are.
fn diff_items(array: &Place, old: &[String], new: &[String]) -> Vec<Change> {
    let removed = old
        .iter()
        .enumerate()
        .filter(|(_, item)| !new.contains(item));
    let mut changes: Vec<Change> = removed
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
