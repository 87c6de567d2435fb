//! Checks which edits a new rendering contains, and which other lines change.
//!
//! The edits and the new rendering are both compared with the original rendering: an edit counts only if the new rendering
//! has the same change at the same line.

use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
};

use super::{EditedFile, EditedLine};
use crate::{
    artifact::Artifact,
    drift::{self, Hunk},
};

/// The documentation page. Its changes are not side effects: they only describe the changed spec.
const DOCS: &str = "docs";

/// The edits and side effects in a new rendering, compared with the original one.
#[derive(Clone, Debug, Default)]
pub(super) struct Proof {
    /// The edited lines that the new rendering contains.
    proven: HashSet<EditedLine>,
    /// The other lines that the new rendering changes.
    side_effects: HashSet<SideEffect>,
}

/// The new text of a line, unless it was deleted, and its index.
type ChangedLine = (Option<String>, usize);

/// A line that a new rendering changes, but that was not edited.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct SideEffect {
    /// The output.
    pub(super) output: &'static str,
    /// The old line, if any.
    pub(super) old: Option<String>,
    /// The new line, if any.
    pub(super) new: Option<String>,
    /// The index of the new line; for a deletion, that of the line after it.
    pub(super) line: usize,
    /// The index of the old line.
    old_line: usize,
}

impl Proof {
    /// Compares the new rendering `after` with `before`: finds the edits of `files` and the side effects.
    pub(super) fn new(files: &[EditedFile], before: &[Artifact], after: &[Artifact]) -> Self {
        let mut proof = Self::default();
        for old in before {
            let file = files.iter().position(|file| file.artifact.name == old.name);
            let edited = file.map(|number| (number, &files[number]));
            match after.iter().find(|new| new.name == old.name) {
                Some(new) if new.text == old.text => {}
                Some(new) => proof.compare(edited, old, new),
                None => {
                    proof.side_effects.insert(SideEffect {
                        output: old.name,
                        old: Some(old.path.clone()),
                        new: None,
                        line: 0,
                        old_line: 0,
                    });
                }
            }
        }
        proof
    }

    fn compare(&mut self, edited: Option<(usize, &EditedFile)>, old: &Artifact, new: &Artifact) {
        let mut changes: HashMap<(usize, bool), Vec<ChangedLine>> = HashMap::new();
        let rendered: Vec<&str> = new.text.lines().collect();
        let before: Vec<&str> = old.text.lines().collect();
        for hunk in drift::hunks(old, &new.text) {
            let text = hunk
                .new
                .clone()
                .map(|line| rendered[line].to_owned())
                .next();
            let change = changes.entry(position(&hunk)).or_default();
            change.push((text, hunk.new.start));
        }
        if let Some((file, edited)) = edited {
            for (number, hunk) in edited.hunks.iter().enumerate() {
                let Some(change) = changes.get_mut(&position(hunk)) else {
                    continue;
                };
                let (old_text, edited_text) = edited.line_texts(hunk);
                let matching = change
                    .iter()
                    .position(|(text, _)| matches_edit(old_text, edited_text, text.as_deref()));
                if let Some(matching) = matching {
                    // The changed lines before the matching one are side effects: they were not edited, or are in a
                    // different order.
                    let skipped: Vec<_> = change.drain(..=matching).collect();
                    let line = EditedLine { file, hunk: number };
                    self.proven.insert(line);
                    self.add(old, &before, hunk, skipped.into_iter().rev().skip(1));
                }
            }
        }
        for ((old_line, is_insertion), lines) in changes {
            let end = if is_insertion { old_line } else { old_line + 1 };
            let hunk = Hunk {
                old: old_line..end,
                new: 0..0,
            };
            self.add(old, &before, &hunk, lines.into_iter());
        }
    }

    /// Adds `lines` at `hunk` as side effects, except in the documentation page.
    fn add(
        &mut self,
        artifact: &Artifact,
        before: &[&str],
        hunk: &Hunk,
        lines: impl Iterator<Item = ChangedLine>,
    ) {
        if artifact.name == DOCS {
            return;
        }
        let old_text = hunk.old.clone().map(|line| before[line].to_owned()).next();
        self.side_effects
            .extend(lines.map(|(new, line)| SideEffect {
                output: artifact.name,
                old: old_text.clone(),
                new,
                line,
                old_line: hunk.old.start,
            }));
    }

    pub(super) fn has_line(&self, line: EditedLine) -> bool {
        self.proven.contains(&line)
    }

    /// Whether all edited lines proven by `other` are proven by this proof, too.
    pub(super) fn includes(&self, other: &Self) -> bool {
        other.proven.is_subset(&self.proven)
    }

    /// The number of proven lines.
    pub(super) fn line_count(&self) -> usize {
        self.proven.len()
    }

    /// The proven lines, in order.
    pub(super) fn lines(&self) -> Vec<EditedLine> {
        let mut lines: Vec<EditedLine> = self.proven.iter().copied().collect();
        lines.sort();
        lines
    }

    /// The side effects that are not in `before`, sorted by line.
    pub(super) fn new_side_effects(&self, before: &Self) -> Vec<SideEffect> {
        let new = self.side_effects.difference(&before.side_effects);
        let mut side_effects: Vec<SideEffect> = new.cloned().collect();
        side_effects.sort_by_key(|other| (other.output, other.line));
        side_effects
    }
}

/// The index of the old line that `hunk` changes or inserts before, and whether `hunk` is an insertion.
fn position(hunk: &Hunk) -> (usize, bool) {
    (hunk.old.start, hunk.old.is_empty())
}

/// Whether `text`, the line in the new rendering, matches the edit from `old_text` to `edited_text`. Quotes are ignored,
/// because tvgen decides when to quote a value; but if the edit changed only quotes, they must match.
fn matches_edit(old_text: Option<&str>, edited_text: Option<&str>, text: Option<&str>) -> bool {
    let bare = |line: Option<&str>| line.map(|line| line.replace(['"', '\''], ""));
    text == edited_text || bare(text) == bare(edited_text) && bare(old_text) != bare(edited_text)
}
