//! Lines that came or went together.

use std::ops::Range;

use super::Edited;
use crate::drift::Hunk;

/// The hunks of `edited`, by their numbers, in runs: lines that came or went beside each other are one; a line that changed is
/// one by itself.
pub(super) fn runs(edited: &Edited) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (number, hunk) in edited.hunks.iter().enumerate() {
        match runs.last_mut() {
            Some(run) if go_together(&edited.hunks[run.end - 1], hunk) => run.end = number + 1,
            _ => runs.push(number..number + 1),
        }
    }
    runs
}

fn go_together(one: &Hunk, next: &Hunk) -> bool {
    let came = one.old.is_empty() && next.old.is_empty();
    let went = one.new.is_empty() && next.new.is_empty();
    (came || went) && one.old.end == next.old.start
}

/// How much of a file may go before it cannot have been meant: one line in so many.
const ONE_IN: usize = 4;

/// How many lines may go in any case.
const ALWAYS: usize = 12;

/// Whether so much of `edited` is gone that it was cut off, or is another file by now.
pub(super) fn is_gone(edited: &Edited) -> bool {
    let gone = edited
        .hunks
        .iter()
        .filter(|hunk| hunk.new.is_empty())
        .count();
    gone > ALWAYS && gone * ONE_IN > edited.artifact.text.lines().count()
}
