//! Merges the edits that could not be absorbed into the newly rendered file.

use std::{collections::HashMap, fmt::Write};

use super::{EditedFile, MergedFile, Obstacle, RemainingEdit};
use crate::{
    artifact::{Artifact, HEADER_LINES},
    drift::{self, Hunk},
};

/// Merges the remaining edits of `file` into its new artifact. The result has the header of the new artifact, so that
/// later runs compare the file with that artifact. If the file is no longer rendered, the edits are merged into its old
/// artifact.
pub(super) fn merge(
    file: &EditedFile,
    artifacts: &[Artifact],
    remaining: &[(&Hunk, &Obstacle)],
) -> MergedFile {
    let has_same_name = |artifact: &&Artifact| artifact.name == file.artifact.name;
    let artifact = artifacts
        .iter()
        .find(has_same_name)
        .unwrap_or(&file.artifact);
    let mut changes = Changes::new(artifact);
    for hunk in drift::hunks(&file.artifact, &artifact.text) {
        let new = hunk.new.clone().map(|line| changes.rendered[line]);
        changes.add(&hunk, new.collect(), None);
    }
    for (number, (hunk, _)) in remaining.iter().enumerate() {
        let new = file.line_texts(hunk).1;
        changes.add(hunk, new.into_iter().collect(), Some(number));
    }
    let (text, edit_lines) = changes.text(&file.artifact);
    let remaining = remaining
        .iter()
        .enumerate()
        .map(|(number, (hunk, obstacle))| {
            let (old, new) = file.line_texts(hunk);
            RemainingEdit {
                line: edit_lines.get(&number).copied().unwrap_or(1),
                old: old.map(str::to_owned),
                new: new.map(str::to_owned),
                obstacle: (*obstacle).clone(),
            }
        });
    MergedFile {
        remaining: remaining.collect(),
        text,
    }
}

/// The new text of a line, `None` for a deleted line; and the index of its edit, `None` for a rendered change.
type OutputLine<'a> = (Option<&'a str>, Option<usize>);

/// Changes to the lines of the old artifact.
struct Changes<'a> {
    rendered: Vec<&'a str>,
    /// Replacements of lines; edits take precedence over rendered changes.
    replacements: HashMap<usize, OutputLine<'a>>,
    /// Lines inserted before a line.
    insertions: HashMap<usize, Vec<OutputLine<'a>>>,
}

impl<'a> Changes<'a> {
    fn new(artifact: &'a Artifact) -> Self {
        Self {
            rendered: artifact.text.lines().collect(),
            replacements: HashMap::new(),
            insertions: HashMap::new(),
        }
    }

    /// Records that `new` replaces `hunk`. `edit` is the index of the edit, `None` for a rendered change.
    fn add(&mut self, hunk: &Hunk, new: Vec<&'a str>, edit: Option<usize>) {
        let new = new.into_iter().next();
        if hunk.old.is_empty() {
            let insertion = self.insertions.entry(hunk.old.start).or_default();
            insertion.push((new, edit));
        } else {
            self.replacements.insert(hunk.old.start, (new, edit));
        }
    }

    /// Applies the changes to `artifact`; returns the text and the line of each edit, from 1.
    fn text(&self, artifact: &Artifact) -> (String, HashMap<usize, usize>) {
        let mut text = String::new();
        let mut edit_lines = HashMap::new();
        let mut line = 1;
        let mut write = |(new, edit): OutputLine| {
            edit_lines.extend(edit.map(|edit| (edit, line)));
            if let Some(new) = new {
                let _ = writeln!(text, "{new}");
                line += 1;
            }
        };
        let old: Vec<&str> = artifact.text.lines().collect();
        for (number, unchanged) in old.iter().enumerate() {
            if number < HEADER_LINES {
                write((self.rendered.get(number).copied(), None));
                continue;
            }
            for output_line in self.insertions.get(&number).into_iter().flatten() {
                write(*output_line);
            }
            let replacement = self.replacements.get(&number).copied();
            write(replacement.unwrap_or((Some(unchanged), None)));
        }
        for output_line in self.insertions.get(&old.len()).into_iter().flatten() {
            write(*output_line);
        }
        let last = text.lines().count().max(1);
        for line_number in edit_lines.values_mut() {
            *line_number = (*line_number).min(last);
        }
        (text, edit_lines)
    }
}
