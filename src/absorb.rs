//! Takes what was edited in generated files back into the spec: a change to the spec is guessed, and counts only if the
//! files that it renders have the edit.

mod guess;
mod merge;
mod obstacle;
mod proof;
mod run;
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

/// A spec, and what comes of it.
pub struct Attempt {
    /// The spec.
    pub source: Source,
    /// What comes of it.
    pub outcome: Outcome,
}

/// A file that was edited after it was rendered from the spec as it is.
#[derive(Clone, Debug)]
pub struct Edited {
    /// The output.
    pub artifact: Artifact,
    /// What stands in the file, its line ends as line feeds.
    pub disk: String,
    /// How the two differ.
    pub hunks: Vec<Hunk>,
}

/// An edited line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line {
    /// The number of its file, from 0.
    pub file: usize,
    /// The number of its hunk, from 0.
    pub hunk: usize,
}

/// An edited file, as it is to be now.
#[derive(Clone, Debug)]
pub struct Merged {
    /// What the spec renders now, with the edits that it could not take.
    pub text: String,
    /// These edits.
    pub left: Vec<Left>,
}

/// An edited line that the spec could not take.
#[derive(Clone, Debug)]
pub struct Left {
    /// The line of the file as it is to be now, from 1; where a line was taken out, the line that stands there.
    pub line: usize,
    /// What the spec says.
    pub old: Option<String>,
    /// What was written instead.
    pub new: Option<String>,
    /// Why the spec could not take it.
    pub why: Why,
}

/// What the spec took.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The changes to it.
    pub changes: Vec<Change>,
    /// The lines that they were taken from.
    pub lines: Vec<Line>,
    /// What else they change: the number of the output's line as it is now, from 1.
    pub others: Vec<(&'static str, usize)>,
}

/// Why the spec cannot take an edited line.
#[derive(Clone, Debug)]
pub enum Why {
    /// No key of it makes the line: tvgen does, for this reason.
    NoKey(Option<Reason>),
    /// These keys make it, and none of them gives it what was written.
    NoValue(Vec<Place>),
    /// The file that it builds on makes the line.
    Inherited(Place),
    /// It would have to say two things at once: another edited line makes it this.
    Contradicts(Change),
    /// This change would give the line, and change these lines, too, which were not edited.
    Follows(Change, Vec<(&'static str, usize)>),
    /// It could say this, and would render something else.
    Otherwise(Change),
    /// The line pins an action without a commit or without a version.
    Unpinned,
    /// It came or went with other lines, of which one cannot be taken.
    Together,
    /// So much of the file is gone that it cannot have been meant.
    Gone,
    /// The spec would have this error.
    Refused(Box<Finding>),
    /// So many lines were edited that nobody looked at this one.
    NotTried,
}

/// What the spec took.
pub struct Absorbed {
    /// The spec as it is now, and what comes of it.
    pub attempt: Attempt,
    /// The changes to it, each with the lines that it was taken from.
    pub taken: Vec<Taken>,
    /// The files, in the order in which they were given.
    pub files: Vec<Merged>,
}

impl Edited {
    /// `artifact` beside what stands in its file.
    #[must_use]
    pub fn new(artifact: Artifact, disk: &str) -> Self {
        let disk = disk.replace("\r\n", "\n");
        Self {
            hunks: drift::hunks(&artifact, &disk),
            artifact,
            disk,
        }
    }

    /// The line before and the line after the edit that `hunk` is, as far as there are such.
    #[must_use]
    pub fn texts(&self, hunk: &Hunk) -> (Option<&str>, Option<&str>) {
        (
            line(&self.artifact.text, &hunk.old),
            line(&self.disk, &hunk.new),
        )
    }
}

/// The lines of `text`, without their ends.
fn lines_of(text: &str) -> Vec<&str> {
    text.lines().collect()
}

/// The line of `text` that `at` numbers, if it numbers any.
fn line<'a>(text: &'a str, at: &Range<usize>) -> Option<&'a str> {
    (!at.is_empty()).then(|| text.lines().nth(at.start))?
}

/// Takes the edits of `files` back into the spec of `first`, which they were rendered from; `compile` compiles the user's own
/// file with another text.
#[must_use]
pub fn absorb(first: Attempt, files: &[Edited], compile: &dyn Fn(&str) -> Attempt) -> Absorbed {
    let found = search::search(&first, files, compile);
    let attempt = found.current.unwrap_or(first);
    let merged = files.iter().enumerate().map(|(number, file)| {
        let left = found.left.iter().filter(|(line, _)| line.file == number);
        let left: Vec<(&Hunk, &Why)> = left
            .map(|(line, why)| (&file.hunks[line.hunk], why))
            .collect();
        merge::merge(file, &attempt.outcome.artifacts, &left)
    });
    Absorbed {
        files: merged.collect(),
        attempt,
        taken: found.taken,
    }
}
