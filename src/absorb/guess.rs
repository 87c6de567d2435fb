//! Guesses changes to the spec that could render an edited line. A wrong guess costs only a compilation.

mod action;
mod deletion;
mod image;
mod item;
mod list;
mod replaced_word;
mod value;

use indexmap::IndexSet;

use super::EditedFile;
use crate::{
    drift::Hunk,
    place::Place,
    source::{
        Source, Value,
        edit::{Change, NewValue},
    },
    spec::schema,
};

/// The maximum number of guesses for one line.
const MAX_GUESSES: usize = 32;

/// Changes to the spec that could render an edited line.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct Guess {
    /// The changes.
    pub(super) changes: Vec<Change>,
    /// Whether the guess is likely, so that an error of the changed spec is worth reporting.
    pub(super) is_likely: bool,
}

/// Guesses for `hunk` of `edited`, the likeliest first. The file was rendered from `source`, and places refer to it.
pub(super) fn guesses(source: &Source, edited: &EditedFile, hunk: &Hunk) -> Vec<Guess> {
    let (old, new) = edited.line_texts(hunk);
    let (mut likely, mut others): (IndexSet<Vec<Change>>, Vec<Vec<Change>>) = Default::default();
    match (old, new) {
        (Some(old), Some(new)) => {
            let places = edited.artifact.origins[hunk.old.start].as_slice();
            likely.extend(action::guesses(source, places, new));
            likely.extend(image::guesses(source, places, new));
            likely.extend(value::guesses(source, places, old, new));
            likely.extend(list::guesses(source, places, old, new));
            others = replaced_word::guesses(places, old, new);
        }
        (Some(_), None) => likely.extend(deletion::guesses(source, edited, hunk)),
        (None, Some(new)) => likely.extend(item::guesses(source, &edited.artifact, hunk, new)),
        (None, None) => {}
    }
    let likely_count = likely.len();
    likely.extend(others);
    let all = likely.into_iter().enumerate();
    let guesses = all.map(|(index, mut changes)| {
        changes.retain(|change| !is_no_op(source, change));
        Guess {
            changes,
            is_likely: index < likely_count,
        }
    });
    { guesses }
        .filter(|guess| !guess.changes.is_empty())
        .take(MAX_GUESSES)
        .collect()
}

/// Whether `change` has no effect on `source`.
fn is_no_op(source: &Source, change: &Change) -> bool {
    match change {
        Change::Set(place, new) => source.value(place).is_some_and(|value| new.equals(value)),
        Change::Insert(..) | Change::Remove(_) => false,
    }
}

/// `text` as a value of each type that the schema allows at `place`.
fn typed_values(place: &Place, text: &str) -> Vec<NewValue> {
    let types = schema::type_names(place);
    let values = types.iter().filter_map(|value_type| match *value_type {
        "a string" => Some(NewValue::String(text.to_owned())),
        "an integer" => text.parse().ok().map(NewValue::Integer),
        "a boolean" => text.parse().ok().map(NewValue::Boolean),
        _ => None,
    });
    values.collect()
}

/// A set value that is neither a table nor an array.
struct Leaf<'a> {
    place: Place,
    value: &'a Value,
    /// The value without quotes.
    text: String,
}

/// The values set at `place` or inside it.
fn leaves<'a>(source: &'a Source, place: &Place) -> Vec<Leaf<'a>> {
    let mut leaves = Vec::new();
    if let Some(value) = source.value(place) {
        collect_leaves(value, place, &mut leaves);
    }
    leaves
}

fn collect_leaves<'a>(value: &'a Value, place: &Place, leaves: &mut Vec<Leaf<'a>>) {
    let text = match value {
        Value::Table(table) => {
            for (key, node) in table {
                collect_leaves(&node.value, &place.key(key), leaves);
            }
            return;
        }
        Value::Array(items) => {
            for (item, node) in items.iter().enumerate() {
                collect_leaves(&node.value, &place.item(item), leaves);
            }
            return;
        }
        Value::String(text) | Value::Float(text) | Value::Datetime(text) => text.clone(),
        Value::Integer(number) => number.map(|number| number.to_string()).unwrap_or_default(),
        Value::Boolean(flag) => flag.to_string(),
    };
    let place = place.clone();
    leaves.push(Leaf { place, value, text });
}

/// `text` without surrounding quotes.
fn unquote(text: &str) -> &str {
    ['"', '\'']
        .into_iter()
        .find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(text)
}
