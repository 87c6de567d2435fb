//! Chooses the reason to report for an edited line that could not be absorbed.

use std::ops::Range;

use super::{EditedFile, Obstacle, proof::SideEffect};
use crate::{
    artifact::Artifact,
    compile::Outcome,
    drift::Hunk,
    finding::{Finding, Severity},
};

/// Keeps the more informative of two obstacles.
pub(super) fn keep_stronger(current: &mut Option<Obstacle>, obstacle: Obstacle) {
    let rank = |obstacle: &Obstacle| match obstacle {
        Obstacle::Contradiction(_) => 0,
        Obstacle::Inherited(_) => 1,
        Obstacle::SideEffects(..) => 2,
        Obstacle::InvalidSpec(_) => 3,
        Obstacle::NotTried => 4,
        Obstacle::DifferentResult(_) => 5,
        Obstacle::NoKey(_)
        | Obstacle::NoValue(_)
        | Obstacle::Unpinned
        | Obstacle::IncompleteGroup
        | Obstacle::MostlyDeleted => 6,
    };
    if current
        .as_ref()
        .is_none_or(|current| rank(&obstacle) < rank(current))
    {
        *current = Some(obstacle);
    }
}

/// The outputs and line numbers, from 1, of side effects.
pub(super) fn line_numbers(side_effects: &[SideEffect]) -> Vec<(&'static str, usize)> {
    side_effects
        .iter()
        .map(|side_effect| (side_effect.output, side_effect.line + 1))
        .collect()
}

/// The first error of `outcome`.
pub(super) fn first_error(outcome: &Outcome) -> Option<&Finding> {
    let mut findings = outcome.findings.iter();
    findings.find(|finding| finding.severity == Severity::Error)
}

/// The obstacle to report for `hunk` if no guess met one: it depends on the origins of the line.
pub(super) fn default_obstacle(edited: &EditedFile, hunk: &Hunk) -> Obstacle {
    let (_, new) = edited.line_texts(hunk);
    if new.is_some_and(|new| new.trim().trim_start_matches("- ").starts_with("uses:")) {
        return Obstacle::Unpinned;
    }
    let Artifact {
        origins, reasons, ..
    } = &edited.artifact;
    let line: Range<usize> = hunk.old.clone();
    let places = line.clone().find_map(|line| origins.get(line).cloned());
    match places.unwrap_or_default() {
        places if places.is_empty() => {
            let reason = { line }.find_map(|line| reasons.get(line).copied().flatten());
            Obstacle::NoKey(reason)
        }
        places => Obstacle::NoValue(places),
    }
}
