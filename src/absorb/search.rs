//! The search for what was meant: guesses, each held against the edits.

use std::collections::HashSet;

use super::{
    Attempt, Edited, Line, Taken, Why, guess,
    obstacle::{error, keep, told, why},
    proof::{Other, Proof},
    run::{is_gone, runs},
};
use crate::{
    at,
    place::Place,
    source::edit::{Change, edit},
};

/// How many specs are compiled at most to find out what was meant: some seconds' worth.
const MOST_ATTEMPTS: usize = 300;

/// What was found.
pub(super) struct Found {
    /// The spec with all changes; none if there are none.
    pub(super) current: Option<Attempt>,
    /// The changes.
    pub(super) taken: Vec<Taken>,
    /// The lines that were not taken.
    pub(super) left: Vec<(Line, Why)>,
}

/// Searches for the changes that give the edits of `files`. Where two edits make two things of one key, neither is taken.
pub(super) fn search(
    first: &Attempt,
    files: &[Edited],
    compile: &dyn Fn(&str) -> Attempt,
) -> Found {
    let mut disputed: Vec<Change> = Vec::new();
    loop {
        let mut search = Search {
            first,
            files,
            compile,
            disputed: &disputed,
            changes: Vec::new(),
            current: None,
            proof: Proof::default(),
            tried: HashSet::new(),
            attempts: 0,
        };
        let found = search.all();
        let contradicted = found.left.iter().filter_map(|(_, why)| {
            if let Why::Contradicts(change) = why {
                Some(change)
            } else {
                None
            }
        });
        let contradicted: Vec<Change> = contradicted
            .filter(|change| !disputed.contains(change))
            .cloned()
            .collect();
        if contradicted.is_empty() {
            return found;
        }
        disputed.extend(contradicted);
    }
}

struct Search<'a> {
    first: &'a Attempt,
    files: &'a [Edited],
    compile: &'a dyn Fn(&str) -> Attempt,
    /// Changes that one edit asks for and another one forbids.
    disputed: &'a [Change],
    /// All changes until now.
    changes: Vec<Change>,
    /// What they make of the spec.
    current: Option<Attempt>,
    /// What that has of the edits.
    proof: Proof,
    /// What was guessed in vain since the last change.
    tried: HashSet<Vec<Change>>,
    /// How many specs were compiled.
    attempts: usize,
}

/// A guess that gives an edit.
struct Fit {
    changes: Vec<Change>,
    attempt: Attempt,
    proof: Proof,
    others: Vec<Other>,
}

impl Search<'_> {
    fn all(&mut self) -> Found {
        let (mut taken, mut left) = (Vec::new(), Vec::new());
        for (file, edited) in self.files.iter().enumerate() {
            for run in runs(edited) {
                let lines = run.map(|hunk| Line { file, hunk });
                let lines: Vec<Line> = lines.collect();
                if is_gone(edited) {
                    left.extend(lines.into_iter().map(|line| (line, Why::Gone)));
                    continue;
                }
                match self.run(&lines) {
                    Ok(found) => taken.extend(found),
                    Err(whys) => left.extend(lines.into_iter().zip(whys)),
                }
            }
        }
        // What could not be taken may have come with what was taken later.
        left.retain(|(line, _)| !self.proof.has(*line));
        Found {
            current: self.current.take(),
            taken,
            left,
        }
    }

    /// Takes `lines`, which came or went together: all of them, or none.
    fn run(&mut self, lines: &[Line]) -> Result<Vec<Taken>, Vec<Why>> {
        let changes = self.changes.len();
        let (proof, mut before) = (self.proof.clone(), None);
        let mut taken = Vec::new();
        for (number, line) in lines.iter().enumerate() {
            if self.proof.has(*line) {
                continue;
            }
            match self.take(*line) {
                Ok(fit) => {
                    let new = fit.proof.lines().into_iter();
                    taken.push(Taken {
                        lines: new.filter(|line| !self.proof.has(*line)).collect(),
                        others: told(&fit.others),
                        changes: fit.changes.clone(),
                    });
                    self.changes.extend(fit.changes);
                    let current = self.current.replace(fit.attempt);
                    before.get_or_insert(current);
                    self.proof = fit.proof;
                    self.tried.clear();
                }
                Err(why) => {
                    if let Some(before) = before {
                        self.current = before;
                        self.tried.clear();
                    }
                    self.changes.truncate(changes);
                    self.proof = proof;
                    let mut whys = vec![Why::Together; lines.len()];
                    whys[number] = why;
                    return Err(whys);
                }
            }
        }
        Ok(taken)
    }

    /// The guess that gives `line`, of several the one that changes the least beside the edits, and of these the one that gives
    /// the most edits.
    fn take(&mut self, line: Line) -> Result<Fit, Why> {
        let edited = &self.files[line.file];
        let hunk = &edited.hunks[line.hunk];
        let mut obstacle = None;
        let mut best: Option<Fit> = None;
        for guess in guess::guesses(&self.first.source, edited, hunk) {
            if self.tried.contains(&guess.changes) {
                continue;
            }
            match self.attempt(line, &guess.changes) {
                Ok(fit) => {
                    let rank = |fit: &Fit| (fit.others.len(), usize::MAX - fit.proof.count());
                    if best.as_ref().is_none_or(|best| rank(&fit) < rank(best)) {
                        best = Some(fit);
                    }
                }
                Err(Why::Refused(_)) if !guess.is_likely => {}
                Err(why) => keep(&mut obstacle, why),
            }
            if self.attempts == MOST_ATTEMPTS {
                break;
            }
        }
        best.ok_or_else(|| obstacle.unwrap_or_else(|| why(edited, hunk)))
    }

    /// What comes of `guess`, if that gives `line` and takes back nothing.
    fn attempt(&mut self, line: Line, guess: &[Change]) -> Result<Fit, Why> {
        if let Some(other) = self.contradicted(guess) {
            return Err(Why::Contradicts(other.clone()));
        }
        let all: Vec<Change> = self.changes.iter().chain(guess).cloned().collect();
        let otherwise = || Why::Otherwise(guess[0].clone());
        let Some(text) = edit(&self.first.source, &all) else {
            return Err(self.inherited(guess).map_or_else(otherwise, Why::Inherited));
        };
        if self.attempts == MOST_ATTEMPTS {
            return Err(Why::NotTried);
        }
        self.attempts += 1;
        let attempt = (self.compile)(&text);
        if let Some(finding) = error(&attempt.outcome) {
            return Err(Why::Refused(Box::new(finding.clone())));
        }
        let (before, after) = (&self.first.outcome.artifacts, &attempt.outcome.artifacts);
        let proof = Proof::of(self.files, before, after);
        if !proof.has(line) || !proof.holds(&self.proof) {
            self.tried.insert(guess.to_vec());
            return Err(otherwise());
        }
        let others = proof.others_beside(&self.proof);
        if !self.may_follow(guess, &proof, &others) {
            self.tried.insert(guess.to_vec());
            return Err(Why::Follows(guess[0].clone(), told(&others)));
        }
        Ok(Fit {
            changes: guess.to_vec(),
            attempt,
            proof,
            others,
        })
    }

    /// Whether whoever made the edits of `proof` meant `others`, too, which come of `guess`: the same change of the same line
    /// elsewhere, or what hangs together for the whole service.
    fn may_follow(&self, guess: &[Change], proof: &Proof, others: &[Other]) -> bool {
        let wide = [at!("actions"), at!("base"), at!("service", "port")];
        let is_wide = |change: &Change| match change {
            Change::Set(place, _) => wide.iter().any(|wide| wide.holds(place)),
            Change::Remove(place) => *place == at!("base", "digest"),
            Change::Insert(..) => false,
        };
        if guess.iter().all(is_wide) {
            return true;
        }
        let edits: HashSet<(&str, &str)> = proof
            .lines()
            .into_iter()
            .filter_map(|line| {
                let edited = &self.files[line.file];
                let (old, new) = edited.texts(&edited.hunks[line.hunk]);
                Some((old?.trim(), new?.trim()))
            })
            .collect();
        others.iter().all(|other| {
            let pair = other.old.as_deref().zip(other.new.as_deref());
            pair.is_some_and(|(old, new)| edits.contains(&(old.trim(), new.trim())))
        })
    }

    /// A change made before that `guess` would undo, or one of it that another edit forbids.
    fn contradicted(&self, guess: &[Change]) -> Option<&Change> {
        let undoes = |made: &&Change| {
            let mut same = guess.iter().filter(|change| change.place() == made.place());
            same.any(|change| match (change, made) {
                (Change::Set(..), Change::Set(..)) => change != *made,
                _ => false,
            })
        };
        let is_disputed = |change: &&Change| {
            let mut same = guess.iter().map(Change::place);
            same.any(|place| place == change.place())
        };
        let disputed = self.disputed.iter().find(is_disputed);
        disputed.or_else(|| self.changes.iter().find(undoes))
    }

    /// A place that `guess` would change, and that another file than the user's own has.
    fn inherited(&self, guess: &[Change]) -> Option<Place> {
        let places = guess.iter().map(Change::place);
        let elsewhere = |place: &&Place| self.first.source.span(place).file != 0;
        { places }.find(elsewhere).cloned()
    }
}
