//! Which line of one text became which line of another.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A line that changed, came or went.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Hunk {
    /// The line before, numbered from 0; empty where a line came, at the number of the line that it came before.
    pub old: Range<usize>,
    /// The line after, likewise.
    pub new: Range<usize>,
}

/// How many pairs of lines are compared letter by letter to see which of them belong together.
const MOST_PAIRS: usize = 100;

/// The line of each that is alike enough to have become the other: at least this part of it is the same.
const ALIKE: f64 = 0.5;

/// How `new` differs from `old`: a hunk for each line.
#[must_use]
pub fn between(old: &[&str], new: &[&str]) -> Vec<Hunk> {
    let mut hunks = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        if !matches!(op, DiffOp::Equal { .. }) {
            pair(old, op.old_range(), new, op.new_range(), &mut hunks);
        }
    }
    hunks
}

/// Pairs the lines `from` of `old` with those `to` of `new`, in order, so that as much as can be stays the same.
fn pair(old: &[&str], from: Range<usize>, new: &[&str], to: Range<usize>, hunks: &mut Vec<Hunk>) {
    let (rows, columns) = (from.len(), to.len());
    if rows == columns && (rows == 1 || rows * columns > MOST_PAIRS) {
        let pairs = from.zip(to);
        hunks.extend(pairs.map(|(at, there)| Hunk {
            old: at..at + 1,
            new: there..there + 1,
        }));
        return;
    }
    if rows * columns > MOST_PAIRS {
        let (end, begin) = (from.end, to.start);
        hunks.extend(from.map(|at| Hunk {
            old: at..at + 1,
            new: begin..begin,
        }));
        hunks.extend(to.map(|there| Hunk {
            old: end..end,
            new: there..there + 1,
        }));
        return;
    }
    let score = |row: usize, column: usize| {
        let same = strsim::normalized_levenshtein(old[from.start + row], new[to.start + column]);
        if same < ALIKE { 0.0 } else { same }
    };
    // The best score of what is left from each row and column on.
    let mut best = vec![vec![0.0_f64; columns + 1]; rows + 1];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let together = score(row, column) + best[row + 1][column + 1];
            best[row][column] = together
                .max(best[row + 1][column])
                .max(best[row][column + 1]);
        }
    }
    let (mut row, mut column) = (0, 0);
    while row < rows || column < columns {
        let (at, there) = (from.start + row, to.start + column);
        let is_pair = row < rows && column < columns && {
            let score = score(row, column);
            score > 0.0 && score + best[row + 1][column + 1] >= best[row][column]
        };
        let goes = row < rows && (column == columns || best[row + 1][column] >= best[row][column]);
        let (old, new) = match (is_pair, goes) {
            (true, _) => (at..at + 1, there..there + 1),
            (false, true) => (at..at + 1, there..there),
            (false, false) => (at..at, there..there + 1),
        };
        (row, column) = (row + old.len(), column + new.len());
        hunks.push(Hunk { old, new });
    }
}
