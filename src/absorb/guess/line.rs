//! A line that was deleted.

use super::{
    super::{Edited, run::runs},
    leaves,
};
use crate::{
    drift::Hunk,
    place::{Key, Place},
    source::{Source, Value, edit::Change},
};

/// What may have gone with the line `hunk` of `edited`: what all lines that went together lie in, all that made the line, or
/// one thing of it.
pub(super) fn gone(source: &Source, edited: &Edited, hunk: &Hunk) -> Vec<Vec<Change>> {
    let places = |hunk: &Hunk| edited.artifact.origins[hunk.old.start].as_slice();
    let number = edited.hunks.iter().position(|other| other == hunk);
    let run = number.and_then(|number| runs(edited).into_iter().find(|run| run.contains(&number)));
    let run = edited.hunks[run.unwrap_or_default()].iter();
    let together: Vec<&Place> = run.flat_map(places).collect();
    let remove = |place: &Place| Change::Remove(place.clone());
    let mut guesses: Vec<Vec<Change>> = holders(&together)
        .into_iter()
        .filter(|holder| source.is_written(holder))
        .map(|holder| vec![remove(&holder)])
        .collect();
    // A part of an item may be all that the line said.
    let (old, _) = edited.texts(hunk);
    let parts = places(hunk).iter().flat_map(|place| leaves(source, place));
    let said = parts.filter(|leaf| old.is_some_and(|old| old.contains(&leaf.text)));
    guesses.extend(said.map(|leaf| vec![remove(&leaf.place)]));
    let written = places(hunk).iter().filter(|place| {
        let is_small = |value: &Value| !matches!(value, Value::Table(_));
        let is_item = matches!(place.keys().last(), Some(Key::Item(_)));
        source
            .value(place)
            .is_some_and(|value| is_item || is_small(value))
    });
    let written: Vec<&Place> = written.collect();
    guesses.push(written.iter().map(|place| remove(place)).collect());
    guesses.extend(written.iter().map(|place| vec![remove(place)]));
    guesses
}

/// The items of arrays, and the tables of the user's own names, that a part of `places` lies in; the largest first.
fn holders(places: &[&Place]) -> Vec<Place> {
    let mut holders: Vec<Place> = Vec::new();
    for place in places {
        let mut above = place.parent();
        while let Some(holder) = above {
            let depth = holder.keys().len();
            let is_item = matches!(holder.keys().last(), Some(Key::Item(_)));
            if (is_item || depth > 1) && !holders.contains(&holder) {
                holders.push(holder.clone());
            }
            above = holder.parent();
        }
    }
    holders.sort_by_key(|holder| holder.keys().len());
    holders.truncate(MOST_HOLDERS);
    holders
}

/// How many of them are tried.
const MOST_HOLDERS: usize = 6;
