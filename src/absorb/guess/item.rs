//! Guesses a new item of an array, or a new key of a table with user-defined keys, from an inserted line.

use super::{super::split_lines, Leaf, leaves, unquote};
use crate::{
    artifact::Artifact,
    drift::Hunk,
    place,
    place::{Key, Place},
    source::{
        Source, Value,
        edit::{Change, NewValue},
    },
};

/// The maximum number of lines above and below that are searched for similar items.
const MAX_DISTANCE: usize = 40;

/// Guesses an item or a key by comparing the inserted line `new` with the lines of `artifact` around it.
pub(super) fn guesses(
    source: &Source,
    artifact: &Artifact,
    hunk: &Hunk,
    new: &str,
) -> Vec<Vec<Change>> {
    let all = split_lines(&artifact.text);
    let above = (0..hunk.old.start)
        .rev()
        .take(MAX_DISTANCE)
        .map(|line| (line, 1));
    let below = (hunk.old.start..all.len())
        .take(MAX_DISTANCE)
        .map(|line| (line, 0));
    let mut seen: Vec<Place> = Vec::new();
    let mut guesses = Vec::new();
    for (line, offset) in above.chain(below) {
        let neighbour = all[line];
        if indent(neighbour) != indent(new) {
            continue;
        }
        for place in &artifact.origins[line] {
            let Some((last, parent)) = place.keys().last().zip(place.parent()) else {
                continue;
            };
            // On each side, only the nearest line of an array counts.
            let side = parent.item(offset);
            if seen.contains(&side) {
                continue;
            }
            let found = guess_similar(source, place, last, &parent, neighbour, new, offset);
            if !found.is_empty() {
                seen.push(side);
            }
            guesses.extend(stage_variants(source, &all, line, &parent, &found));
            guesses.extend(found);
        }
    }
    guesses
}

/// If `list` is `base.packages`: variants of the guesses `found` that add the packages only to the stage of `line`.
fn stage_variants(
    source: &Source,
    all: &[&str],
    line: usize,
    list: &Place,
    found: &[Vec<Change>],
) -> Vec<Vec<Change>> {
    let from = all[..line]
        .iter()
        .rev()
        .find(|line| line.starts_with("FROM "));
    let stage = from
        .and_then(|from| from.rsplit_once(" AS "))
        .map(|(_, stage)| stage);
    let Some(stage) = stage.filter(|_| *list == place!("base", "packages")) else {
        return Vec::new();
    };
    let packages = place!("stages", stage, "packages");
    let end = match source.value(&packages) {
        Some(Value::Array(items)) => items.len(),
        _ => 0,
    };
    let items = found.iter().flatten().filter_map(|change| match change {
        Change::Insert(_, item) => Some(item),
        Change::Set(..) | Change::Remove(_) => None,
    });
    items
        .map(|item| vec![Change::Insert(packages.item(end), item.clone())])
        .collect()
}

/// Guesses a new entry of `array` if `new` differs from the line `neighbour` only in the value or key at `place`.
fn guess_similar(
    source: &Source,
    place: &Place,
    last: &Key,
    array: &Place,
    neighbour: &str,
    new: &str,
    offset: usize,
) -> Vec<Vec<Change>> {
    let Some(Leaf { text: value, .. }) = leaves(source, place).into_iter().next() else {
        return Vec::new();
    };
    let Some(index) = neighbour.find(&value) else {
        return Vec::new();
    };
    let (start, end) = (&neighbour[..index], &neighbour[index + value.len()..]);
    match last {
        Key::Item(number) => {
            let bare = start.trim_end_matches(['"', '\'']);
            let bare_end = end.trim_start_matches(['"', '\'']);
            let text = new
                .strip_prefix(bare)
                .and_then(|rest| rest.strip_suffix(bare_end));
            let text = text.map(unquote).filter(|text| !text.is_empty());
            let insert = |text: &str| Change::Insert(array.item(number + offset), text.to_owned());
            text.map(|text| vec![insert(text)]).into_iter().collect()
        }
        Key::Name(name) => {
            let Some((before, between)) = start.split_once(name.as_str()) else {
                return Vec::new();
            };
            let rest = new
                .strip_prefix(before)
                .and_then(|rest| rest.strip_suffix(end));
            let pair = rest.and_then(|rest| rest.split_once(between));
            let set = |(key, text): (&str, &str)| {
                let value = NewValue::String(unquote(text).to_owned());
                vec![Change::Set(array.key(key), value)]
            };
            let is_new = |key: &str| !key.is_empty() && !source.is_set(&array.key(key));
            let pair = pair.filter(|(key, text)| is_new(key) && !text.is_empty());
            pair.map(set).into_iter().collect()
        }
    }
}

/// The indentation of `line`.
fn indent(line: &str) -> &str {
    &line[..line.len() - line.trim_start().len()]
}
