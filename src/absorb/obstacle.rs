//! What keeps the spec from taking an edited line.

use std::ops::Range;

use super::{Edited, Why, proof::Other};
use crate::{
    artifact::Artifact,
    compile::Outcome,
    drift::Hunk,
    finding::{Finding, Severity},
};

/// Keeps the one of two reasons that tells more.
pub(super) fn keep(kept: &mut Option<Why>, why: Why) {
    let rank = |why: &Why| match why {
        Why::Contradicts(_) => 0,
        Why::Inherited(_) => 1,
        Why::Follows(..) => 2,
        Why::Refused(_) => 3,
        Why::NotTried => 4,
        Why::Otherwise(_) => 5,
        Why::NoKey(_) | Why::NoValue(_) | Why::Unpinned | Why::Together | Why::Gone => 6,
    };
    if kept.as_ref().is_none_or(|kept| rank(&why) < rank(kept)) {
        *kept = Some(why);
    }
}

/// Where `others` are, their lines counted from 1.
pub(super) fn told(others: &[Other]) -> Vec<(&'static str, usize)> {
    others
        .iter()
        .map(|other| (other.output, other.line + 1))
        .collect()
}

/// The first error of `outcome`.
pub(super) fn error(outcome: &Outcome) -> Option<&Finding> {
    let mut findings = outcome.findings.iter();
    findings.find(|finding| finding.severity == Severity::Error)
}

/// Why `hunk` cannot be taken if nothing else is found: what made its line.
pub(super) fn why(edited: &Edited, hunk: &Hunk) -> Why {
    let (_, new) = edited.texts(hunk);
    if new.is_some_and(|new| new.trim().trim_start_matches("- ").starts_with("uses:")) {
        return Why::Unpinned;
    }
    let Artifact {
        origins, reasons, ..
    } = &edited.artifact;
    let line: Range<usize> = hunk.old.clone();
    let places = line.clone().find_map(|line| origins.get(line).cloned());
    match places.unwrap_or_default() {
        places if places.is_empty() => {
            let reason = { line }.find_map(|line| reasons.get(line).copied().flatten());
            Why::NoKey(reason)
        }
        places => Why::NoValue(places),
    }
}
