//! Groups adjacent inserted or deleted lines.

use std::ops::Range;

use super::EditedFile;
use crate::drift::Hunk;

/// Groups the hunks of `edited`, by index: adjacent insertions or deletions form a group; a changed line is its own group.
pub(super) fn group_hunks(edited: &EditedFile) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (index, hunk) in edited.hunks.iter().enumerate() {
        match groups.last_mut() {
            Some(group) if is_adjacent(&edited.hunks[group.end - 1], hunk) => group.end = index + 1,
            _ => groups.push(index..index + 1),
        }
    }
    groups
}

fn is_adjacent(previous: &Hunk, next: &Hunk) -> bool {
    let are_insertions = previous.old.is_empty() && next.old.is_empty();
    let are_deletions = previous.new.is_empty() && next.new.is_empty();
    (are_insertions || are_deletions) && previous.old.end == next.old.start
}

/// The maximum fraction of deleted lines, as its denominator: one line in four.
const MAX_FRACTION: usize = 4;

/// The number of deleted lines that is always accepted.
const ALWAYS_ACCEPTED: usize = 12;

/// Whether so much of `edited` was deleted that it was probably truncated or replaced.
pub(super) fn is_mostly_deleted(edited: &EditedFile) -> bool {
    let deleted = edited
        .hunks
        .iter()
        .filter(|hunk| hunk.new.is_empty())
        .count();
    deleted > ALWAYS_ACCEPTED && deleted * MAX_FRACTION > edited.artifact.text.lines().count()
}
