//! Which of the edited lines a rendering has.

use std::{collections::HashSet, ops::Range};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Edited, Line, lines_of};
use crate::artifact::Artifact;

/// The edited lines that a rendering has.
#[derive(Clone, Debug, Default)]
pub(super) struct Proof(HashSet<Line>);

impl Proof {
    /// The lines of `files` that `artifacts` have where they were edited, and have no more what stood there before.
    pub(super) fn of(files: &[Edited], artifacts: &[Artifact]) -> Self {
        let mut proven = HashSet::new();
        for (file, edited) in files.iter().enumerate() {
            let mut named = artifacts
                .iter()
                .filter(|artifact| artifact.name == edited.artifact.name);
            let Some(artifact) = named.next() else {
                continue;
            };
            let differences = differences(edited, artifact);
            let rendered = lines_of(&artifact.text);
            for (number, hunk) in edited.hunks.iter().enumerate() {
                let touching: Vec<_> = differences
                    .iter()
                    .filter(|(disk, _)| touches(disk, &hunk.new))
                    .collect();
                let new = touching.iter().flat_map(|(_, new)| &rendered[new.clone()]);
                let (before, after) = edited.texts(hunk);
                let has_old = new.clone().any(|line| before == Some(*line));
                // Quotes aside: the spec says what is in them, and tvgen when they are needed.
                let is_meant = |line: &str| {
                    let same =
                        |text: Option<&str>| text.is_some_and(|text| bare(text) == bare(line));
                    same(after) && !same(before)
                };
                let has_other = touching.iter().any(|(disk, _)| !is_apart(disk, &hunk.new))
                    && !new.clone().any(|line| is_meant(line));
                if !has_other && !has_old {
                    proven.insert(Line { file, hunk: number });
                }
            }
        }
        Self(proven)
    }

    pub(super) fn has(&self, line: Line) -> bool {
        self.0.contains(&line)
    }

    /// Whether it has all lines of `other`.
    pub(super) fn holds(&self, other: &Self) -> bool {
        other.0.is_subset(&self.0)
    }

    /// Its lines, in their order.
    pub(super) fn lines(&self) -> impl Iterator<Item = Line> {
        let mut lines: Vec<Line> = self.0.iter().copied().collect();
        lines.sort();
        lines.into_iter()
    }
}

/// Where the file of `edited` differs from `artifact`: the lines of the file, and those that would take their place.
pub(super) fn differences(
    edited: &Edited,
    artifact: &Artifact,
) -> Vec<(Range<usize>, Range<usize>)> {
    let ops = compared(&edited.disk, &artifact.text).into_iter();
    let differing = ops.filter(|op| !matches!(op, DiffOp::Equal { .. }));
    differing
        .map(|op| (op.old_range(), op.new_range()))
        .collect()
}

/// Whether `lines` has the line `line`, or lies beside the gap that it is.
pub(super) fn touches(lines: &Range<usize>, line: &Range<usize>) -> bool {
    lines.start <= line.end && line.start <= lines.end
}

/// `line` without any quotes.
fn bare(line: &str) -> String {
    line.replace(['"', '\''], "")
}

/// Whether `lines` and `line` have nothing in common.
fn is_apart(lines: &Range<usize>, line: &Range<usize>) -> bool {
    lines.end <= line.start || line.end <= lines.start
}

/// How many lines of `before` are others in `after`.
pub(super) fn cost(before: &[Artifact], after: &[Artifact]) -> usize {
    let mut cost = before.len().abs_diff(after.len());
    for old in before {
        let Some(new) = after.iter().find(|new| new.name == old.name) else {
            continue;
        };
        if old.text != new.text {
            let ops = compared(&old.text, &new.text).into_iter();
            let differing = ops.filter(|op| !matches!(op, DiffOp::Equal { .. }));
            cost += differing
                .map(|op| op.old_range().len().max(op.new_range().len()))
                .sum::<usize>();
        }
    }
    cost
}

fn compared(old: &str, new: &str) -> Vec<DiffOp> {
    capture_diff_slices(Algorithm::Myers, &lines_of(old), &lines_of(new))
}
