//! Matches the lines of two texts.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A line that was changed, inserted or deleted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Hunk {
    /// The old line, from 0; for an insertion, an empty range at the line that follows it.
    pub old: Range<usize>,
    /// The new line; for a deletion, an empty range.
    pub new: Range<usize>,
}

/// The maximum number of pairs of lines compared by characters.
const MAX_PAIRS: usize = 100;

/// The minimum similarity at which an old and a new line count as one changed line.
const MIN_SIMILARITY: f64 = 0.5;

/// The differences between `old` and `new`: one hunk per line.
#[must_use]
pub fn diff_lines(old: &[&str], new: &[&str]) -> Vec<Hunk> {
    let mut hunks = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        if !matches!(op, DiffOp::Equal { .. }) {
            pair_lines(old, op.old_range(), new, op.new_range(), &mut hunks);
        }
    }
    hunks
}

/// Pairs the lines `from` of `old` with the lines `to` of `new`, in order, for the greatest total similarity.
fn pair_lines(
    old: &[&str],
    from: Range<usize>,
    new: &[&str],
    to: Range<usize>,
    hunks: &mut Vec<Hunk>,
) {
    let (rows, columns) = (from.len(), to.len());
    if rows == columns && (rows == 1 || rows * columns > MAX_PAIRS) {
        let pairs = from.zip(to);
        hunks.extend(pairs.map(|(old_line, new_line)| Hunk {
            old: old_line..old_line + 1,
            new: new_line..new_line + 1,
        }));
        return;
    }
    if rows * columns > MAX_PAIRS {
        let (end, begin) = (from.end, to.start);
        hunks.extend(from.map(|old_line| Hunk {
            old: old_line..old_line + 1,
            new: begin..begin,
        }));
        hunks.extend(to.map(|new_line| Hunk {
            old: end..end,
            new: new_line..new_line + 1,
        }));
        return;
    }
    let score = |row: usize, column: usize| {
        let similarity =
            strsim::normalized_levenshtein(old[from.start + row], new[to.start + column]);
        if similarity < MIN_SIMILARITY {
            0.0
        } else {
            similarity
        }
    };
    // The best total score of the lines from each row and column to the end.
    let mut best = vec![vec![0.0_f64; columns + 1]; rows + 1];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let paired = score(row, column) + best[row + 1][column + 1];
            best[row][column] = paired.max(best[row + 1][column]).max(best[row][column + 1]);
        }
    }
    let (mut row, mut column) = (0, 0);
    while row < rows || column < columns {
        let (old_line, new_line) = (from.start + row, to.start + column);
        let is_pair = row < rows && column < columns && {
            let score = score(row, column);
            score > 0.0 && score + best[row + 1][column + 1] >= best[row][column]
        };
        let is_deletion =
            row < rows && (column == columns || best[row + 1][column] >= best[row][column]);
        let (old, new) = match (is_pair, is_deletion) {
            (true, _) => (old_line..old_line + 1, new_line..new_line + 1),
            (false, true) => (old_line..old_line + 1, new_line..new_line),
            (false, false) => (old_line..old_line, new_line..new_line + 1),
        };
        (row, column) = (row + old.len(), column + new.len());
        hunks.push(Hunk { old, new });
    }
}
