//! Guesses removed keys and items from a deleted line.

use super::{
    super::{EditedFile, group::group_hunks},
    leaves,
};
use crate::{
    drift::Hunk,
    place::{Key, Place},
    source::{Source, Value, edit::Change},
};

/// Guesses what to remove from the spec for the deleted line `hunk` of `edited`: a container of the deleted lines around
/// it, a value in the line, all origins of the line, or one of them.
pub(super) fn guesses(source: &Source, edited: &EditedFile, hunk: &Hunk) -> Vec<Vec<Change>> {
    let places = |hunk: &Hunk| edited.artifact.origins[hunk.old.start].as_slice();
    let number = edited.hunks.iter().position(|other| other == hunk);
    let group = number.and_then(|number| {
        group_hunks(edited)
            .into_iter()
            .find(|group| group.contains(&number))
    });
    let group = edited.hunks[group.unwrap_or_default()].iter();
    let together: Vec<&Place> = group.flat_map(places).collect();
    let remove = |place: &Place| Change::Remove(place.clone());
    let mut guesses: Vec<Vec<Change>> = containers(&together)
        .into_iter()
        .filter(|container| source.is_set(container))
        .map(|container| vec![remove(&container)])
        .collect();
    // Of an item that spans several lines, only the values in this line.
    let (old, _) = edited.line_texts(hunk);
    let parts = places(hunk).iter().flat_map(|place| leaves(source, place));
    let contained = parts.filter(|leaf| old.is_some_and(|old| old.contains(&leaf.text)));
    guesses.extend(contained.map(|leaf| vec![remove(&leaf.place)]));
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

/// The array items and the nested tables and arrays that contain at least one of `places`, the largest first.
fn containers(places: &[&Place]) -> Vec<Place> {
    let mut containers: Vec<Place> = Vec::new();
    for place in places {
        let mut ancestor = place.parent();
        while let Some(container) = ancestor {
            let depth = container.keys().len();
            let is_item = matches!(container.keys().last(), Some(Key::Item(_)));
            if (is_item || depth > 1) && !containers.contains(&container) {
                containers.push(container.clone());
            }
            ancestor = container.parent();
        }
    }
    containers.sort_by_key(|container| container.keys().len());
    containers.truncate(MAX_CONTAINERS);
    containers
}

/// The maximum number of containers to try.
const MAX_CONTAINERS: usize = 6;
