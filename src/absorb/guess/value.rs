//! A value of the spec that another was written in place of.

use super::{Leaf, leaves, unquoted};
use crate::{
    place::Place,
    source::{
        Source,
        edit::{Change, Said},
    },
};

/// A value of the spec on a line, and the bytes that it takes.
struct Slot<'a> {
    leaf: &'a Leaf<'a>,
    start: usize,
    end: usize,
}

/// The values at `places` that `new` has others in place of, the rest of the line being as in `old`: all at once, then each
/// alone.
pub(super) fn guesses(source: &Source, places: &[Place], old: &str, new: &str) -> Vec<Vec<Change>> {
    let leaves = places.iter().flat_map(|place| leaves(source, place));
    let mut leaves: Vec<Leaf> = leaves.filter(|leaf| !leaf.text.is_empty()).collect();
    // A longer value may have a shorter one in it.
    leaves.sort_by_key(|leaf| std::cmp::Reverse(leaf.text.len()));
    let (mut slots, mut alone): (Vec<Slot>, Vec<Slot>) = (Vec::new(), Vec::new());
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
        alone.extend(found);
    }
    slots.sort_by_key(|slot| slot.start);
    let mut guesses = changes(&slots, old, new);
    for slot in alone {
        guesses.extend(changes(&[slot], old, new));
    }
    guesses
}

/// Whether no letter or digit stands before or behind the bytes from `start` to `end` of `line` that belongs to them.
fn is_whole(line: &str, start: usize, end: usize) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (before, inside, after) = (&line[..start], &line[start..end], &line[end..]);
    let begins = !is_part(before.chars().last()) || !is_part(inside.chars().next());
    let ends = !is_part(after.chars().next()) || !is_part(inside.chars().last());
    begins && ends
}

/// The changes that put into `slots` of `old` what `new` has there; the guesses differ in how they take quotes.
fn changes(slots: &[Slot], old: &str, new: &str) -> Vec<Vec<Change>> {
    let Some(found) = filled(slots, old, new) else {
        return Vec::new();
    };
    let reading = |read: fn(&str) -> &str| {
        let changed = slots.iter().zip(&found).filter(|(slot, text)| {
            let before = &old[slot.start..slot.end];
            before != **text
        });
        let said = changed.map(|(slot, text)| {
            let said = Said::like(slot.leaf.value, read(text))?;
            Some(Change::Set(slot.leaf.place.clone(), said))
        });
        said.collect::<Option<Vec<Change>>>()
    };
    let readings = [reading(|text| text), reading(unquoted)];
    readings.into_iter().flatten().collect()
}

/// What `new` has in each of `slots` of `old`, the rest being as it was; each takes as little as it can.
fn filled<'a>(slots: &[Slot], old: &str, new: &'a str) -> Option<Vec<&'a str>> {
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
