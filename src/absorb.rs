//! Takes what was edited in generated files back into the spec: a change to the spec is guessed, and counts only if the
//! files that it renders have the edit.

mod guess;
mod merge;
mod proof;

use std::{collections::HashSet, ops::Range};

use self::proof::Proof;
use crate::{
    artifact::Artifact,
    compile::Outcome,
    drift::{self, Hunk},
    finding::{Finding, Severity},
    lang::Reason,
    source::{
        Place, Source,
        edit::{Change, edit},
    },
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

/// Why the spec cannot take an edited line.
#[derive(Clone, Debug)]
pub enum Why {
    /// No key of it makes the line: tvgen does, for this reason.
    NoKey(Option<Reason>),
    /// These keys make it, and none of them gives it what was written.
    NoValue(Vec<Place>),
    /// The file that it builds on makes the line.
    Inherited(Place),
    /// It would have to say two things at once: this change was taken from another line.
    Contradicts(Change),
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
    pub taken: Vec<(Vec<Change>, Vec<Line>)>,
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

/// How many specs are compiled at most to find out what was meant: some seconds' worth.
const MOST_ATTEMPTS: usize = 500;

/// Takes the edits of `files` back into the spec of `first`, which they were rendered from; `compile` compiles the user's own
/// file with another text.
#[must_use]
pub fn absorb(first: Attempt, files: &[Edited], compile: &dyn Fn(&str) -> Attempt) -> Absorbed {
    let mut search = Search {
        proof: Proof::of(files, &first.outcome.artifacts),
        changes: Vec::new(),
        current: None,
        tried: HashSet::new(),
        attempts: 0,
        files,
        first,
        compile,
    };
    let mut taken: Vec<(Vec<Change>, Vec<Line>)> = Vec::new();
    let mut left: Vec<(Line, Why)> = Vec::new();
    for (file, edited) in files.iter().enumerate() {
        for hunk in 0..edited.hunks.len() {
            let line = Line { file, hunk };
            if search.proof.has(line) {
                continue;
            }
            let before = search.proof.clone();
            match search.take(line) {
                Ok(changes) => {
                    let new = search.proof.lines().filter(|line| !before.has(*line));
                    taken.push((changes, new.collect()));
                }
                Err(why) => left.push((line, why)),
            }
        }
    }
    // What could not be taken may have come with what was taken later.
    left.retain(|(line, _)| !search.proof.has(*line));
    let attempt = search.current.unwrap_or(search.first);
    let merged = files.iter().enumerate().map(|(number, file)| {
        let left = left.iter().filter(|(line, _)| line.file == number);
        let left: Vec<(&Hunk, &Why)> = left
            .map(|(line, why)| (&file.hunks[line.hunk], why))
            .collect();
        merge::merge(file, &attempt.outcome.artifacts, &left)
    });
    Absorbed {
        files: merged.collect(),
        attempt,
        taken,
    }
}

struct Search<'a> {
    files: &'a [Edited],
    first: Attempt,
    compile: &'a dyn Fn(&str) -> Attempt,
    /// All changes until now.
    changes: Vec<Change>,
    /// What they make of the spec.
    current: Option<Attempt>,
    /// The lines that the spec gives by now.
    proof: Proof,
    /// What was guessed in vain since the last change.
    tried: HashSet<Vec<Change>>,
    /// How many specs were compiled.
    attempts: usize,
}

impl Search<'_> {
    /// Finds the changes that give `line`, of several those that change the least beside it.
    fn take(&mut self, line: Line) -> Result<Vec<Change>, Why> {
        let edited = &self.files[line.file];
        let hunk = &edited.hunks[line.hunk];
        let mut obstacle = None;
        let mut best: Option<(usize, Vec<Change>, Attempt, Proof)> = None;
        for guess in guess::guesses(&self.first.source, edited, hunk) {
            if self.tried.contains(&guess) {
                continue;
            }
            if let Some(other) = self.contradicted(&guess) {
                obstacle.get_or_insert(Why::Contradicts(other.clone()));
                continue;
            }
            let all: Vec<Change> = self.changes.iter().chain(&guess).cloned().collect();
            let Some(text) = edit(&self.first.source, &all) else {
                if let Some(place) = self.inherited(&guess) {
                    obstacle.get_or_insert(Why::Inherited(place));
                }
                continue;
            };
            if self.attempts == MOST_ATTEMPTS {
                obstacle.get_or_insert(Why::NotTried);
                break;
            }
            self.attempts += 1;
            let attempt = (self.compile)(&text);
            if let Some(finding) = error(&attempt.outcome) {
                let refused = || Why::Refused(Box::new(finding.clone()));
                obstacle.get_or_insert_with(refused);
                continue;
            }
            let proof = Proof::of(self.files, &attempt.outcome.artifacts);
            if !proof.has(line) || !proof.holds(&self.proof) {
                self.tried.insert(guess);
                continue;
            }
            let before = self.current.as_ref().unwrap_or(&self.first);
            let cost = proof::cost(&before.outcome.artifacts, &attempt.outcome.artifacts);
            if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
                best = Some((cost, guess, attempt, proof));
            }
        }
        let (_, guess, attempt, proof) =
            best.ok_or_else(|| obstacle.unwrap_or_else(|| why(edited, hunk)))?;
        self.changes.extend(guess.iter().cloned());
        self.current = Some(attempt);
        self.proof = proof;
        self.tried.clear();
        Ok(guess)
    }

    /// A change made before that `guess` would undo.
    fn contradicted(&self, guess: &[Change]) -> Option<&Change> {
        let undoes = |made: &&Change| {
            let mut same = guess.iter().filter(|change| change.place() == made.place());
            same.any(|change| match (change, made) {
                (Change::Set(..), Change::Set(..)) => change != *made,
                _ => false,
            })
        };
        self.changes.iter().find(undoes)
    }

    /// A place that `guess` would change, and that another file than the user's own has.
    fn inherited(&self, guess: &[Change]) -> Option<Place> {
        let places = guess.iter().map(Change::place);
        let elsewhere = |place: &&Place| self.first.source.span(place).file != 0;
        { places }.find(elsewhere).cloned()
    }
}

fn error(outcome: &Outcome) -> Option<&Finding> {
    let mut findings = outcome.findings.iter();
    findings.find(|finding| finding.severity == Severity::Error)
}

/// Why `hunk` cannot be taken if nothing else is found: what made its line.
fn why(edited: &Edited, hunk: &Hunk) -> Why {
    let made = |line: usize| edited.artifact.origins.get(line).cloned();
    let places = hunk.old.clone().find_map(made).unwrap_or_default();
    if places.is_empty() {
        let line = hunk.old.clone().next();
        Why::NoKey(line.and_then(|line| edited.artifact.reasons.get(line).copied().flatten()))
    } else {
        Why::NoValue(places)
    }
}
