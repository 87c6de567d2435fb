//! Guesses new values from a changed line.

use super::{Leaf, leaves, unquote};
use crate::{
    place::Place,
    source::{
        Source,
        edit::{Change, NewValue},
    },
};

/// A value of the spec in a line, with its byte range.
struct Slot<'a> {
    leaf: &'a Leaf<'a>,
    start: usize,
    end: usize,
}

/// Guesses the values at `places` that differ in `new`, while the rest of the line is as in `old`: first all at once, then one
/// at a time.
pub(super) fn guesses(source: &Source, places: &[Place], old: &str, new: &str) -> Vec<Vec<Change>> {
    let leaves = places.iter().flat_map(|place| leaves(source, place));
    let mut leaves: Vec<Leaf> = leaves.filter(|leaf| !leaf.text.is_empty()).collect();
    // The longest value first, because it may contain a shorter one.
    leaves.sort_by_key(|leaf| std::cmp::Reverse(leaf.text.len()));
    let (mut slots, mut single): (Vec<Slot>, Vec<Slot>) = (Vec::new(), Vec::new());
    for leaf in &leaves {
        let found = old.match_indices(leaf.text.as_str());
        let found = found.map(|(start, text)| Slot {
            leaf,
            start,
            end: start + text.len(),
        });
        let whole = found.filter(|slot| is_whole(old, slot.start, slot.end));
        let found: Vec<Slot> = whole.collect();
        let is_free = |slot: &&Slot| {
            slots
                .iter()
                .all(|other| slot.end <= other.start || other.end <= slot.start)
        };
        if let Some(Slot { start, end, .. }) = found.iter().find(is_free) {
            let (start, end) = (*start, *end);
            slots.push(Slot { leaf, start, end });
        }
        single.extend(found);
    }
    slots.sort_by_key(|slot| slot.start);
    let mut guesses = slot_changes(&slots, old, new);
    for slot in single {
        guesses.extend(slot_changes(&[slot], old, new));
    }
    guesses
}

/// Whether the bytes from `start` to `end` of `line` are not part of a longer word.
fn is_whole(line: &str, start: usize, end: usize) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (before, inside, after) = (&line[..start], &line[start..end], &line[end..]);
    let has_start = !is_part(before.chars().last()) || !is_part(inside.chars().next());
    let has_end = !is_part(after.chars().next()) || !is_part(inside.chars().last());
    has_start && has_end
}

/// The changes from the values in `slots` of `old` to those in `new`, with and without quotes.
fn slot_changes(slots: &[Slot], old: &str, new: &str) -> Vec<Vec<Change>> {
    let Some(found) = match_slots(slots, old, new) else {
        return Vec::new();
    };
    let changes_with = |read: fn(&str) -> &str| {
        let changed = slots.iter().zip(&found).filter(|(slot, text)| {
            let before = &old[slot.start..slot.end];
            before != **text
        });
        let new_values = changed.map(|(slot, text)| {
            let value = NewValue::parse_as(slot.leaf.value, read(text))?;
            Some(Change::Set(slot.leaf.place.clone(), value))
        });
        new_values.collect::<Option<Vec<Change>>>()
    };
    let readings = [changes_with(|text| text), changes_with(unquote)];
    readings.into_iter().flatten().collect()
}

/// The shortest text of `new` in each of `slots` of `old`, if the rest of the line is unchanged.
fn match_slots<'a>(slots: &[Slot], old: &str, new: &'a str) -> Option<Vec<&'a str>> {
    let mut found = Vec::new();
    let mut rest = new.strip_prefix(&old[..slots.first()?.start])?;
    for (number, slot) in slots.iter().enumerate() {
        let next = slots.get(number + 1);
        let between = &old[slot.end..next.map_or(old.len(), |next| next.start)];
        let end = match next {
            Some(_) if between.is_empty() => return None,
            Some(_) => rest.find(between)?,
            None => rest.strip_suffix(between)?.len(),
        };
        found.push(&rest[..end]);
        rest = &rest[end + between.len()..];
    }
    Some(found)
}
