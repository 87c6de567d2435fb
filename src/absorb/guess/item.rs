//! A line that was written between others: one more item of a list, or one more key of a table of the user's own names.

use super::{super::lines_of, Leaf, leaves, unquoted};
use crate::{
    artifact::Artifact,
    at,
    drift::Hunk,
    place::{Key, Place},
    source::{
        Source, Value,
        edit::{Change, Said},
    },
};

/// How many lines up and down are looked at for items of a list.
const NEAR: usize = 40;

/// What the line `new` of `artifact` may be, by the lines around it.
pub(super) fn guesses(
    source: &Source,
    artifact: &Artifact,
    hunk: &Hunk,
    new: &str,
) -> Vec<Vec<Change>> {
    let all = lines_of(&artifact.text);
    let above = (0..hunk.old.start).rev().take(NEAR).map(|line| (line, 1));
    let below = (hunk.old.start..all.len()).take(NEAR).map(|line| (line, 0));
    let mut seen: Vec<Place> = Vec::new();
    let mut guesses = Vec::new();
    for (line, behind) in above.chain(below) {
        let like = all[line];
        if indent(like) != indent(new) {
            continue;
        }
        for place in &artifact.origins[line] {
            let Some((last, parent)) = place.keys().last().zip(place.parent()) else {
                continue;
            };
            // Of the lines on each side, the nearest is the one to stand beside.
            let side = parent.item(behind);
            if seen.contains(&side) {
                continue;
            }
            let found = beside(source, place, last, &parent, like, new, behind);
            if !found.is_empty() {
                seen.push(side);
            }
            guesses.extend(in_stage(source, &all, line, &parent, &found));
            guesses.extend(found);
        }
    }
    guesses
}

/// What puts into the packages of the stage of `line` what `found` puts into those of all, if `list` are these.
fn in_stage(
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
    let Some(stage) = stage.filter(|_| *list == at!("base", "packages")) else {
        return Vec::new();
    };
    let packages = at!("stages", stage, "packages");
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

/// What `new` is if it is made as `like`, the line of `place` in `array`.
fn beside(
    source: &Source,
    place: &Place,
    last: &Key,
    array: &Place,
    like: &str,
    new: &str,
    behind: usize,
) -> Vec<Vec<Change>> {
    let Some(Leaf { text: value, .. }) = leaves(source, place).into_iter().next() else {
        return Vec::new();
    };
    let Some(at) = like.find(&value) else {
        return Vec::new();
    };
    let (start, end) = (&like[..at], &like[at + value.len()..]);
    match last {
        Key::Item(number) => {
            let bare = start.trim_end_matches(['"', '\'']);
            let bare_end = end.trim_start_matches(['"', '\'']);
            let text = new
                .strip_prefix(bare)
                .and_then(|rest| rest.strip_suffix(bare_end));
            let text = text.map(unquoted).filter(|text| !text.is_empty());
            let insert = |text: &str| Change::Insert(array.item(number + behind), text.to_owned());
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
                let said = Said::String(unquoted(text).to_owned());
                vec![Change::Set(array.key(key), said)]
            };
            let is_new = |key: &str| !key.is_empty() && !source.is_written(&array.key(key));
            let pair = pair.filter(|(key, text)| is_new(key) && !text.is_empty());
            pair.map(set).into_iter().collect()
        }
    }
}

/// The spaces that `line` begins with.
fn indent(line: &str) -> &str {
    &line[..line.len() - line.trim_start().len()]
}
