//! Changes to the spec that could give an edited line. A wrong guess costs a compilation and nothing else.

mod action;
mod image;
mod item;
mod line;
mod list;
mod value;
mod word;

use indexmap::IndexSet;

use super::Edited;
use crate::{
    drift::Hunk,
    place::Place,
    source::{
        Source, Value,
        edit::{Change, Said},
    },
    spec::schema,
};

/// How many guesses are tried for one line.
const MOST_GUESSES: usize = 32;

/// Changes to the spec that could give an edited line.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct Guess {
    /// The changes.
    pub(super) changes: Vec<Change>,
    /// Whether they are more than a shot in the dark, so that it is worth telling why they are refused.
    pub(super) is_likely: bool,
}

/// What may give the line that `hunk` of `edited` is, the likeliest first; places are those of `source`, which the file was
/// rendered from.
pub(super) fn guesses(source: &Source, edited: &Edited, hunk: &Hunk) -> Vec<Guess> {
    let (old, new) = edited.texts(hunk);
    let (mut likely, mut others): (IndexSet<Vec<Change>>, Vec<Vec<Change>>) = Default::default();
    match (old, new) {
        (Some(old), Some(new)) => {
            let places = edited.artifact.origins[hunk.old.start].as_slice();
            likely.extend(action::guesses(source, places, new));
            likely.extend(image::guesses(source, places, new));
            likely.extend(value::guesses(source, places, old, new));
            likely.extend(list::guesses(source, places, old, new));
            others = word::guesses(places, old, new);
        }
        (Some(_), None) => likely.extend(line::gone(source, edited, hunk)),
        (None, Some(new)) => likely.extend(item::guesses(source, &edited.artifact, hunk, new)),
        (None, None) => {}
    }
    let number = likely.len();
    likely.extend(others);
    let all = likely.into_iter().enumerate();
    let news = all.map(|(at, mut changes)| {
        changes.retain(|change| !says(source, change));
        Guess {
            changes,
            is_likely: at < number,
        }
    });
    { news }
        .filter(|guess| !guess.changes.is_empty())
        .take(MOST_GUESSES)
        .collect()
}

/// Whether `source` says what `change` makes it say.
fn says(source: &Source, change: &Change) -> bool {
    match change {
        Change::Set(place, said) => source.value(place).is_some_and(|value| said.is(value)),
        Change::Insert(..) | Change::Remove(_) => false,
    }
}

/// `text` as each of the types that the format has at `place`.
fn said(place: &Place, text: &str) -> Vec<Said> {
    let kinds = schema::kinds(place);
    let said = kinds.iter().filter_map(|kind| match *kind {
        "a string" => Some(Said::String(text.to_owned())),
        "an integer" => text.parse().ok().map(Said::Integer),
        "a boolean" => text.parse().ok().map(Said::Boolean),
        _ => None,
    });
    said.collect()
}

/// A value that is written in the spec, and no table and no array.
struct Leaf<'a> {
    place: Place,
    value: &'a Value,
    /// The value, as it is printed where nothing has to be quoted.
    text: String,
}

/// The values that are written at `place` or below it.
fn leaves<'a>(source: &'a Source, place: &Place) -> Vec<Leaf<'a>> {
    let mut leaves = Vec::new();
    if let Some(value) = source.value(place) {
        collect(value, place, &mut leaves);
    }
    leaves
}

fn collect<'a>(value: &'a Value, place: &Place, leaves: &mut Vec<Leaf<'a>>) {
    let text = match value {
        Value::Table(table) => {
            for (key, node) in table {
                collect(&node.value, &place.key(key), leaves);
            }
            return;
        }
        Value::Array(items) => {
            for (item, node) in items.iter().enumerate() {
                collect(&node.value, &place.item(item), leaves);
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

/// `text` without the quotes around it; itself if there are none.
fn unquoted(text: &str) -> &str {
    ['"', '\'']
        .into_iter()
        .find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(text)
}
