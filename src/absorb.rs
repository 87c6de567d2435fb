//! Moves hand edits of generated files into the spec: guesses changes to the spec, and accepts a guess only if the
//! changed spec renders the edit.

mod group;
mod guess;
mod merge;
mod obstacle;
mod proof;
mod search;

use std::ops::Range;

use crate::{
    artifact::Artifact,
    compile::Outcome,
    drift::{self, Hunk},
    finding::Finding,
    lang::Reason,
    place::Place,
    source::{Source, edit::Change},
};

/// A spec and the result of its compilation.
pub struct Attempt {
    /// The spec.
    pub source: Source,
    /// The result of its compilation.
    pub outcome: Outcome,
}

/// A file that was edited after it was rendered from the current spec.
#[derive(Clone, Debug)]
pub struct EditedFile {
    /// The rendered artifact.
    pub artifact: Artifact,
    /// The text of the file with line feeds as line endings.
    pub disk: String,
    /// The differences between the artifact and the file.
    pub hunks: Vec<Hunk>,
}

/// An edited line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EditedLine {
    /// The index of the file.
    pub file: usize,
    /// The index of the hunk.
    pub hunk: usize,
}

/// The new content of an edited file.
#[derive(Clone, Debug)]
pub struct MergedFile {
    /// The text rendered from the new spec, with the edits that could not be absorbed.
    pub text: String,
    /// The edits that could not be absorbed.
    pub remaining: Vec<RemainingEdit>,
}

/// An edited line that could not be absorbed.
#[derive(Clone, Debug)]
pub struct RemainingEdit {
    /// The line in the new content, from 1; for a deleted line, the line after it.
    pub line: usize,
    /// The rendered line.
    pub old: Option<String>,
    /// The edited line.
    pub new: Option<String>,
    /// The reason.
    pub obstacle: Obstacle,
}

/// Edits that were absorbed together.
#[derive(Clone, Debug)]
pub struct AbsorbedEdit {
    /// The changes to the spec.
    pub changes: Vec<Change>,
    /// The edited lines.
    pub lines: Vec<EditedLine>,
    /// Other lines that the changes affect: the output and the new line number, from 1.
    pub side_effects: Vec<(&'static str, usize)>,
}

/// The reason why an edited line could not be absorbed.
#[derive(Clone, Debug)]
pub enum Obstacle {
    /// The line does not depend on any key: tvgen writes it, for this reason.
    NoKey(Option<Reason>),
    /// No value of these keys, which the line depends on, renders the edit.
    NoValue(Vec<Place>),
    /// The line comes from this place in a base spec.
    Inherited(Place),
    /// Another edited line requires this conflicting change.
    Contradiction(Change),
    /// This change renders the edit, but also changes these lines, which were not edited.
    SideEffects(Change, Vec<(&'static str, usize)>),
    /// This change is possible, but renders a different line.
    DifferentResult(Change),
    /// The line uses an action without a commit or a version.
    Unpinned,
    /// The line was inserted or deleted with other lines, one of which cannot be absorbed.
    IncompleteGroup,
    /// Too much of the file was deleted.
    MostlyDeleted,
    /// The changed spec has this error.
    InvalidSpec(Box<Finding>),
    /// Not tried because too many lines were edited.
    NotTried,
}

/// The result of absorbing edits.
pub struct AbsorbResult {
    /// The new spec and the result of its compilation.
    pub attempt: Attempt,
    /// The absorbed edits.
    pub absorbed: Vec<AbsorbedEdit>,
    /// The files, in the given order.
    pub files: Vec<MergedFile>,
}

impl EditedFile {
    /// Compares `artifact` with the text of its file.
    #[must_use]
    pub fn new(artifact: Artifact, disk: &str) -> Self {
        let disk = disk.replace("\r\n", "\n");
        Self {
            hunks: drift::hunks(&artifact, &disk),
            artifact,
            disk,
        }
    }

    /// The old and the new line of `hunk`, if they exist.
    #[must_use]
    pub fn line_texts(&self, hunk: &Hunk) -> (Option<&str>, Option<&str>) {
        (
            line(&self.artifact.text, &hunk.old),
            line(&self.disk, &hunk.new),
        )
    }
}

/// The lines of `text` without line endings.
fn split_lines(text: &str) -> Vec<&str> {
    text.lines().collect()
}

/// The line of `text` in `range`, unless the range is empty.
fn line<'a>(text: &'a str, range: &Range<usize>) -> Option<&'a str> {
    (!range.is_empty()).then(|| text.lines().nth(range.start))?
}

/// Absorbs the edits of `files` into the spec of `first`, from which the files were rendered. `compile` compiles a new
/// text of that spec.
#[must_use]
pub fn absorb(
    first: Attempt,
    files: &[EditedFile],
    compile: &dyn Fn(&str) -> Attempt,
) -> AbsorbResult {
    let found = search::search(&first, files, compile);
    let attempt = found.current.unwrap_or(first);
    let merged = files.iter().enumerate().map(|(number, file)| {
        let remaining = found
            .remaining
            .iter()
            .filter(|(line, _)| line.file == number);
        let remaining: Vec<(&Hunk, &Obstacle)> = remaining
            .map(|(line, obstacle)| (&file.hunks[line.hunk], obstacle))
            .collect();
        merge::merge(file, &attempt.outcome.artifacts, &remaining)
    });
    AbsorbResult {
        files: merged.collect(),
        attempt,
        absorbed: found.absorbed,
    }
}
