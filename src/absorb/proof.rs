//! Which of the edited lines a rendering has, and what else is other in it.
//!
//! Both the edits and the rendering are told from the same text, what the spec renders before: an edit counts only if the
//! rendering has the same change at the same place.

use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
};

use super::{Edited, Line};
use crate::{
    artifact::Artifact,
    drift::{self, Hunk},
};

/// The output that is prose: what else changes in it only tells of the change.
const PAGE: &str = "docs";

/// What a rendering has, seen from the one before.
#[derive(Clone, Debug, Default)]
pub(super) struct Proof {
    /// The edited lines that it has.
    proven: HashSet<Line>,
    /// What else is other in it.
    others: HashSet<Other>,
}

/// What a line became, if it did not go, and where that is.
type Changed = (Option<String>, usize);

/// A line that is other in a rendering, and was not edited.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Other {
    /// The output.
    pub(super) output: &'static str,
    /// The line before, if there was one.
    pub(super) old: Option<String>,
    /// The line now, if there is one.
    pub(super) new: Option<String>,
    /// Where that is, from 0: where there is none, the line that stands there.
    pub(super) line: usize,
    /// Where the line before was.
    at: usize,
}

impl Proof {
    /// What `after` has of the edits of `files`, and what else is other in it than in `before`.
    pub(super) fn of(files: &[Edited], before: &[Artifact], after: &[Artifact]) -> Self {
        let mut proof = Self::default();
        for old in before {
            let file = files.iter().position(|file| file.artifact.name == old.name);
            let edited = file.map(|number| (number, &files[number]));
            match after.iter().find(|new| new.name == old.name) {
                Some(new) if new.text == old.text => {}
                Some(new) => proof.compare(edited, old, new),
                None => {
                    proof.others.insert(Other {
                        output: old.name,
                        old: Some(old.path.clone()),
                        new: None,
                        line: 0,
                        at: 0,
                    });
                }
            }
        }
        proof
    }

    fn compare(&mut self, edited: Option<(usize, &Edited)>, old: &Artifact, new: &Artifact) {
        let mut changes: HashMap<(usize, bool), Vec<Changed>> = HashMap::new();
        let rendered: Vec<&str> = new.text.lines().collect();
        let before: Vec<&str> = old.text.lines().collect();
        for hunk in drift::hunks(old, &new.text) {
            let text = hunk
                .new
                .clone()
                .map(|line| rendered[line].to_owned())
                .next();
            let change = changes.entry(place(&hunk)).or_default();
            change.push((text, hunk.new.start));
        }
        if let Some((file, edited)) = edited {
            for (number, hunk) in edited.hunks.iter().enumerate() {
                let Some(change) = changes.get_mut(&place(hunk)) else {
                    continue;
                };
                let (was, is) = edited.texts(hunk);
                let same = change
                    .iter()
                    .position(|(text, _)| is_meant(was, is, text.as_deref()));
                if let Some(same) = same {
                    // What comes before it in the same gap was not edited, or in another order.
                    let skipped: Vec<_> = change.drain(..=same).collect();
                    let line = Line { file, hunk: number };
                    self.proven.insert(line);
                    self.add(old, &before, hunk, skipped.into_iter().rev().skip(1));
                }
            }
        }
        for ((at, is_gap), lines) in changes {
            let end = if is_gap { at } else { at + 1 };
            let hunk = Hunk {
                old: at..end,
                new: 0..0,
            };
            self.add(old, &before, &hunk, lines.into_iter());
        }
    }

    /// Adds what is other in `lines` where `hunk` is, unless it is prose.
    fn add(
        &mut self,
        artifact: &Artifact,
        before: &[&str],
        hunk: &Hunk,
        lines: impl Iterator<Item = Changed>,
    ) {
        if artifact.name == PAGE {
            return;
        }
        let was = hunk.old.clone().map(|line| before[line].to_owned()).next();
        self.others.extend(lines.map(|(new, line)| Other {
            output: artifact.name,
            old: was.clone(),
            new,
            line,
            at: hunk.old.start,
        }));
    }

    pub(super) fn has(&self, line: Line) -> bool {
        self.proven.contains(&line)
    }

    /// Whether it has all lines of `other`.
    pub(super) fn holds(&self, other: &Self) -> bool {
        other.proven.is_subset(&self.proven)
    }

    /// How many edited lines it has.
    pub(super) fn count(&self) -> usize {
        self.proven.len()
    }

    /// Its edited lines, in their order.
    pub(super) fn lines(&self) -> Vec<Line> {
        let mut lines: Vec<Line> = self.proven.iter().copied().collect();
        lines.sort();
        lines
    }

    /// What else is other in it, and not so in `before`, in the order of the lines.
    pub(super) fn others_beside(&self, before: &Self) -> Vec<Other> {
        let new = self.others.difference(&before.others);
        let mut others: Vec<Other> = new.cloned().collect();
        others.sort_by_key(|other| (other.output, other.line));
        others
    }
}

/// The line that `hunk` changes, or the gap that it fills.
fn place(hunk: &Hunk) -> (usize, bool) {
    (hunk.old.start, hunk.old.is_empty())
}

/// Whether the rendering has `text` where `was` was edited into `is`: quotes aside, for the spec says what is in them, and
/// tvgen when they are needed.
fn is_meant(was: Option<&str>, is: Option<&str>, text: Option<&str>) -> bool {
    let bare = |line: Option<&str>| line.map(|line| line.replace(['"', '\''], ""));
    text == is || bare(text) == bare(is) && bare(was) != bare(is)
}
