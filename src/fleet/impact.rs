//! Describes the impact of a spec change on the outputs of a service: the facts that independent parsers find in the old
//! outputs, compared with the new plan.

use std::collections::HashSet;

use serde::Serialize;
use similar::TextDiff;

use crate::{
    artifact::{Artifact, body},
    plan::Plan,
    verify::{self, Difference, join_values},
};

/// The impact of a change on one output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Impact {
    /// The path of the output.
    pub path: String,
    /// The changes, one line each.
    pub changes: Vec<String>,
}

/// The maximum number of changes listed for one output.
const MAX_CHANGES: usize = 12;

/// The maximum number of characters shown of a value.
const MAX_CHARACTERS: usize = 60;

/// Finds how the outputs change from `old` to `new`. `plan` is the new plan, which renders `new`.
#[must_use]
pub fn find_impacts(plan: &Plan, old: &[Artifact], new: &[Artifact]) -> Vec<Impact> {
    let find = |all: &'_ [Artifact], name| all.iter().position(|artifact| artifact.name == name);
    let is_unchanged = |artifact: &Artifact| {
        let after = find(new, artifact.name).map(|number| &new[number]);
        after.is_some_and(|after| body(&after.text) == body(&artifact.text))
    };
    let differences = verify::differences(plan, old, is_unchanged);
    let impact = |path: &str, change: String| Impact {
        path: path.to_owned(),
        changes: vec![change],
    };
    let mut all = Vec::new();
    for artifact in new {
        let Some(before) = find(old, artifact.name).map(|number| &old[number]) else {
            all.push(impact(&artifact.path, "new file".to_owned()));
            continue;
        };
        let mut changes = Vec::new();
        if before.path != artifact.path {
            changes.push(format!("moved from {}", before.path));
        }
        if body(&before.text) != body(&artifact.text) {
            let own = differences
                .iter()
                .filter(|difference| difference.path == before.path);
            let described: Vec<String> = own.map(describe_difference).collect();
            if described.is_empty() {
                changes.push(count_changed_lines(&before.text, &artifact.text));
            }
            let more = described.len().saturating_sub(MAX_CHANGES);
            changes.extend(described.into_iter().take(MAX_CHANGES));
            if more > 0 {
                changes.push(format!("and {more} more"));
            }
        }
        if !changes.is_empty() {
            let path = artifact.path.clone();
            all.push(Impact { path, changes });
        }
    }
    let removed = old
        .iter()
        .filter(|artifact| find(new, artifact.name).is_none());
    all.extend(removed.map(|artifact| impact(&artifact.path, "no longer an output".to_owned())));
    all
}

/// Describes `difference`; for lists, the removed and added items.
fn describe_difference(difference: &Difference) -> String {
    let Difference {
        subject,
        expected: new,
        actual: old,
        ..
    } = difference;
    if old.len() < 2 && new.len() < 2 {
        return format!(
            "{subject}: {} → {}",
            shorten(&join_values(old)),
            shorten(&join_values(new))
        );
    }
    let missing = |items: &[String], others: &[String]| -> Vec<String> {
        let others: HashSet<&String> = others.iter().collect();
        let missing = items.iter().filter(|item| !others.contains(item));
        missing.map(|item| shorten(item)).collect()
    };
    let (removed, added) = (missing(old, new), missing(new, old));
    match (removed.as_slice(), added.as_slice()) {
        ([], []) => format!("{subject}: reordered"),
        ([], added) => format!("{subject}: added {}", added.join(", ")),
        (removed, []) => format!("{subject}: removed {}", removed.join(", ")),
        (removed, added) if removed.len() == added.len() => {
            format!("{subject}: {}", describe_pairs(removed, added))
        }
        (removed, added) => {
            format!("{subject}: {} → {}", removed.join(", "), added.join(", "))
        }
    }
}

/// Describes how each item of `old` changes to the item of `new` at the same index. Common prefixes and identical changes are
/// written once.
fn describe_pairs(old: &[String], new: &[String]) -> String {
    let mut changes: Vec<(Vec<&str>, &str, &str)> = Vec::new();
    for (old, new) in old.iter().zip(new) {
        let words = old.split_inclusive(' ').zip(new.split_inclusive(' '));
        let common = words.take_while(|(old, new)| old == new);
        let length = common.map(|(word, _)| word.len()).sum();
        let (head, old, new) = (&old[..length], &old[length..], &new[length..]);
        // A stage is `NAME from IMAGE`.
        let head = head.trim_end().trim_end_matches(" from");
        match changes
            .iter_mut()
            .find(|change| (change.1, change.2) == (old, new))
        {
            Some((heads, _, _)) => heads.push(head),
            None => changes.push((vec![head], old, new)),
        }
    }
    let changes = changes.iter().map(|(heads, old, new)| {
        let heads: Vec<&str> = heads
            .iter()
            .copied()
            .filter(|head| !head.is_empty())
            .collect();
        if heads.is_empty() {
            format!("{old} → {new}")
        } else {
            format!("{}: {old} → {new}", heads.join(", "))
        }
    });
    changes.collect::<Vec<_>>().join(", ")
}

/// Shortens `value` to its first line and the maximum number of characters.
fn shorten(value: &str) -> String {
    let first = value.lines().next().unwrap_or_default();
    let mut short: String = first.chars().take(MAX_CHARACTERS).collect();
    if short.len() < value.len() {
        short.push('…');
    }
    short
}

/// Describes how many lines differ between `old` and `new`.
fn count_changed_lines(old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(body(old), body(new));
    let inserted = diff
        .iter_all_changes()
        .filter(|change| change.tag() == similar::ChangeTag::Insert);
    let deleted = diff
        .iter_all_changes()
        .filter(|change| change.tag() == similar::ChangeTag::Delete);
    match inserted.count().max(deleted.count()) {
        1 => "1 line changed".to_owned(),
        count => format!("{count} lines changed"),
    }
}
