//! Searches for changes to the spec that render the edits.

use std::collections::HashSet;

use super::{
    AbsorbedEdit, Attempt, EditedFile, EditedLine, Obstacle,
    group::{group_hunks, is_mostly_deleted},
    guess,
    obstacle::{default_obstacle, first_error, keep_stronger, line_numbers},
    proof::{Proof, SideEffect},
};
use crate::{
    place,
    place::Place,
    source::edit::{Change, edit},
};

/// The maximum number of compilations in a search. Together they take a few seconds.
const MAX_ATTEMPTS: usize = 300;

/// The result of a search.
pub(super) struct SearchResult {
    /// The spec with all changes; `None` without changes.
    pub(super) current: Option<Attempt>,
    /// The absorbed edits.
    pub(super) absorbed: Vec<AbsorbedEdit>,
    /// The lines that could not be absorbed.
    pub(super) remaining: Vec<(EditedLine, Obstacle)>,
}

/// Searches for changes that render the edits of `files`. If edits of the same key conflict, none of them is absorbed.
pub(super) fn search(
    first: &Attempt,
    files: &[EditedFile],
    compile: &dyn Fn(&str) -> Attempt,
) -> SearchResult {
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
        let found = search.search_all();
        let contradicted = found.remaining.iter().filter_map(|(_, reason)| {
            if let Obstacle::Contradiction(change) = reason {
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
    files: &'a [EditedFile],
    compile: &'a dyn Fn(&str) -> Attempt,
    /// Changes that one edit requires and another one contradicts.
    disputed: &'a [Change],
    /// All changes so far.
    changes: Vec<Change>,
    /// The spec with these changes.
    current: Option<Attempt>,
    /// The edits that the current spec renders.
    proof: Proof,
    /// Failed guesses since the last change.
    tried: HashSet<Vec<Change>>,
    /// The number of compilations.
    attempts: usize,
}

/// A guess that renders an edit.
struct Candidate {
    changes: Vec<Change>,
    attempt: Attempt,
    proof: Proof,
    side_effects: Vec<SideEffect>,
}

impl Search<'_> {
    fn search_all(&mut self) -> SearchResult {
        let (mut absorbed, mut remaining) = (Vec::new(), Vec::new());
        for (file, edited) in self.files.iter().enumerate() {
            for group in group_hunks(edited) {
                let lines = group.map(|hunk| EditedLine { file, hunk });
                let lines: Vec<EditedLine> = lines.collect();
                if is_mostly_deleted(edited) {
                    remaining.extend(
                        lines
                            .into_iter()
                            .map(|line| (line, Obstacle::MostlyDeleted)),
                    );
                    continue;
                }
                match self.absorb_group(&lines) {
                    Ok(found) => absorbed.extend(found),
                    Err(obstacles) => remaining.extend(lines.into_iter().zip(obstacles)),
                }
            }
        }
        // The changes for a later edit may also have absorbed a remaining one.
        remaining.retain(|(line, _)| !self.proof.has_line(*line));
        SearchResult {
            current: self.current.take(),
            absorbed,
            remaining,
        }
    }

    /// Absorbs either all lines of the group `lines` or none.
    fn absorb_group(&mut self, lines: &[EditedLine]) -> Result<Vec<AbsorbedEdit>, Vec<Obstacle>> {
        let changes = self.changes.len();
        let (proof, mut before) = (self.proof.clone(), None);
        let mut absorbed = Vec::new();
        for (number, line) in lines.iter().enumerate() {
            if self.proof.has_line(*line) {
                continue;
            }
            match self.find_best(*line) {
                Ok(candidate) => {
                    let new = candidate.proof.lines().into_iter();
                    absorbed.push(AbsorbedEdit {
                        lines: new.filter(|line| !self.proof.has_line(*line)).collect(),
                        side_effects: line_numbers(&candidate.side_effects),
                        changes: candidate.changes.clone(),
                    });
                    self.changes.extend(candidate.changes);
                    let current = self.current.replace(candidate.attempt);
                    before.get_or_insert(current);
                    self.proof = candidate.proof;
                    self.tried.clear();
                }
                Err(reason) => {
                    if let Some(before) = before {
                        self.current = before;
                        self.tried.clear();
                    }
                    self.changes.truncate(changes);
                    self.proof = proof;
                    let mut obstacles = vec![Obstacle::IncompleteGroup; lines.len()];
                    obstacles[number] = reason;
                    return Err(obstacles);
                }
            }
        }
        Ok(absorbed)
    }

    /// Finds the best guess that renders `line`: the one with the fewest side effects, then the one that renders the most
    /// edits.
    fn find_best(&mut self, line: EditedLine) -> Result<Candidate, Obstacle> {
        let edited = &self.files[line.file];
        let hunk = &edited.hunks[line.hunk];
        let mut obstacle = None;
        let mut best: Option<Candidate> = None;
        for guess in guess::guesses(&self.first.source, edited, hunk) {
            if self.tried.contains(&guess.changes) {
                continue;
            }
            match self.try_guess(line, &guess.changes) {
                Ok(candidate) => {
                    let rank = |candidate: &Candidate| {
                        (
                            candidate.side_effects.len(),
                            usize::MAX - candidate.proof.line_count(),
                        )
                    };
                    if best
                        .as_ref()
                        .is_none_or(|best| rank(&candidate) < rank(best))
                    {
                        best = Some(candidate);
                    }
                }
                Err(Obstacle::InvalidSpec(_)) if !guess.is_likely => {}
                Err(reason) => keep_stronger(&mut obstacle, reason),
            }
            if self.attempts == MAX_ATTEMPTS {
                break;
            }
        }
        best.ok_or_else(|| obstacle.unwrap_or_else(|| default_obstacle(edited, hunk)))
    }

    /// Tries `guess`, which must render `line` and all edits absorbed so far.
    fn try_guess(&mut self, line: EditedLine, guess: &[Change]) -> Result<Candidate, Obstacle> {
        if let Some(change) = self.find_contradiction(guess) {
            return Err(Obstacle::Contradiction(change.clone()));
        }
        let all: Vec<Change> = self.changes.iter().chain(guess).cloned().collect();
        let different_result = || Obstacle::DifferentResult(guess[0].clone());
        let Some(text) = edit(&self.first.source, &all) else {
            return Err(self
                .find_inherited(guess)
                .map_or_else(different_result, Obstacle::Inherited));
        };
        if self.attempts == MAX_ATTEMPTS {
            return Err(Obstacle::NotTried);
        }
        self.attempts += 1;
        let attempt = (self.compile)(&text);
        if let Some(finding) = first_error(&attempt.outcome) {
            return Err(Obstacle::InvalidSpec(Box::new(finding.clone())));
        }
        let (before, after) = (&self.first.outcome.artifacts, &attempt.outcome.artifacts);
        let proof = Proof::new(self.files, before, after);
        if !proof.has_line(line) || !proof.includes(&self.proof) {
            self.tried.insert(guess.to_vec());
            return Err(different_result());
        }
        let side_effects = proof.new_side_effects(&self.proof);
        if !self.is_intended(guess, &proof, &side_effects) {
            self.tried.insert(guess.to_vec());
            return Err(Obstacle::SideEffects(
                guess[0].clone(),
                line_numbers(&side_effects),
            ));
        }
        Ok(Candidate {
            changes: guess.to_vec(),
            attempt,
            proof,
            side_effects,
        })
    }

    /// Whether the `side_effects` of `guess` are probably intended by the edits in `proof`: equal lines
    /// change in the same way elsewhere, or `guess` changes a setting of the whole service.
    fn is_intended(&self, guess: &[Change], proof: &Proof, side_effects: &[SideEffect]) -> bool {
        let service_wide = [place!("actions"), place!("base"), place!("service", "port")];
        let is_service_wide = |change: &Change| match change {
            Change::Set(place, _) => service_wide.iter().any(|table| table.contains(place)),
            Change::Remove(place) => *place == place!("base", "digest"),
            Change::Insert(..) => false,
        };
        if guess.iter().all(is_service_wide) {
            return true;
        }
        let edits: HashSet<(&str, &str)> = proof
            .lines()
            .into_iter()
            .filter_map(|line| {
                let edited = &self.files[line.file];
                let (old, new) = edited.line_texts(&edited.hunks[line.hunk]);
                Some((old?.trim(), new?.trim()))
            })
            .collect();
        side_effects.iter().all(|side_effect| {
            let pair = side_effect.old.as_deref().zip(side_effect.new.as_deref());
            pair.is_some_and(|(old, new)| edits.contains(&(old.trim(), new.trim())))
        })
    }

    /// An earlier change that `guess` would undo, or a disputed change in `guess`.
    fn find_contradiction(&self, guess: &[Change]) -> Option<&Change> {
        let is_undone = |earlier: &&Change| {
            let mut matching = guess
                .iter()
                .filter(|change| change.place() == earlier.place());
            matching.any(|change| match (change, earlier) {
                (Change::Set(..), Change::Set(..)) => change != *earlier,
                _ => false,
            })
        };
        let is_disputed = |change: &&Change| {
            let mut matching = guess.iter().map(Change::place);
            matching.any(|place| place == change.place())
        };
        let disputed = self.disputed.iter().find(is_disputed);
        disputed.or_else(|| self.changes.iter().find(is_undone))
    }

    /// A place that `guess` would change but that is set in a base spec.
    fn find_inherited(&self, guess: &[Change]) -> Option<Place> {
        let places = guess.iter().map(Change::place);
        let is_in_base = |place: &&Place| self.first.source.span(place).file != 0;
        { places }.find(is_in_base).cloned()
    }
}
