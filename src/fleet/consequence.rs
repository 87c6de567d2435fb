//! What a change of its spec does to the pipeline of a service, in words: what unrelated readers find in the outputs before it,
//! held against what is planned after it.

use std::collections::HashSet;

use serde::Serialize;
use similar::TextDiff;

use crate::{
    artifact::{Artifact, body},
    plan::Plan,
    verify::{self, Difference, join},
};

/// What becomes of one output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Consequence {
    /// Its path.
    pub path: String,
    /// What changes in it, a line each.
    pub changes: Vec<String>,
}

/// How many changes of one output are told.
const MOST_CHANGES: usize = 12;

/// How many characters of a value are told.
const MOST_CHARACTERS: usize = 60;

/// What becomes of the outputs `old` if `plan` comes true, from which `new` follow.
#[must_use]
pub fn consequences(plan: &Plan, old: &[Artifact], new: &[Artifact]) -> Vec<Consequence> {
    let named = |all: &'_ [Artifact], name| all.iter().position(|artifact| artifact.name == name);
    let is_new = |artifact: &Artifact| {
        let same = named(new, artifact.name).map(|number| &new[number]);
        same.is_some_and(|same| body(&same.text) == body(&artifact.text))
    };
    let differences = verify::differences(plan, old, is_new);
    let one = |path: &str, change: String| Consequence {
        path: path.to_owned(),
        changes: vec![change],
    };
    let mut all = Vec::new();
    for artifact in new {
        let Some(before) = named(old, artifact.name).map(|number| &old[number]) else {
            all.push(one(&artifact.path, "a new file".to_owned()));
            continue;
        };
        let mut changes = Vec::new();
        if before.path != artifact.path {
            changes.push(format!("moves here from {}", before.path));
        }
        if body(&before.text) != body(&artifact.text) {
            let its = differences
                .iter()
                .filter(|difference| difference.path == before.path);
            let told: Vec<String> = its.map(words).collect();
            if told.is_empty() {
                changes.push(lines(&before.text, &artifact.text));
            }
            let more = told.len().saturating_sub(MOST_CHANGES);
            changes.extend(told.into_iter().take(MOST_CHANGES));
            if more > 0 {
                changes.push(format!("and {more} more"));
            }
        }
        if !changes.is_empty() {
            let path = artifact.path.clone();
            all.push(Consequence { path, changes });
        }
    }
    let gone = old
        .iter()
        .filter(|artifact| named(new, artifact.name).is_none());
    all.extend(gone.map(|artifact| one(&artifact.path, "no output any more".to_owned())));
    all
}

/// `difference` in words: of lists what goes and what comes.
fn words(difference: &Difference) -> String {
    let Difference {
        what,
        expected: new,
        actual: old,
        ..
    } = difference;
    if old.len() < 2 && new.len() < 2 {
        return format!("{what}: {} → {}", short(&join(old)), short(&join(new)));
    }
    let missing = |words: &[String], others: &[String]| -> Vec<String> {
        let others: HashSet<&String> = others.iter().collect();
        let missing = words.iter().filter(|word| !others.contains(word));
        missing.map(|word| short(word)).collect()
    };
    let (gone, come) = (missing(old, new), missing(new, old));
    match (gone.as_slice(), come.as_slice()) {
        ([], []) => format!("{what}: in another order"),
        ([], come) => format!("{what}: {} comes", come.join(", ")),
        (gone, []) => format!("{what}: {} goes", gone.join(", ")),
        (gone, come) if gone.len() == come.len() => format!("{what}: {}", pairs(gone, come)),
        (gone, come) => format!("{what}: {} → {}", gone.join(", "), come.join(", ")),
    }
}

/// What becomes of each of `old`, in turn, `new`: what both begin with is said once, and a change of several of them too.
fn pairs(old: &[String], new: &[String]) -> String {
    let mut changes: Vec<(Vec<&str>, &str, &str)> = Vec::new();
    for (old, new) in old.iter().zip(new) {
        let same = old.split_inclusive(' ').zip(new.split_inclusive(' '));
        let same = same.take_while(|(old, new)| old == new);
        let length = same.map(|(word, _)| word.len()).sum();
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

/// `value` on one line, and no more of it than anybody reads.
fn short(value: &str) -> String {
    let first = value.lines().next().unwrap_or_default();
    let mut short: String = first.chars().take(MOST_CHARACTERS).collect();
    if short.len() < value.len() {
        short.push('…');
    }
    short
}

/// How many lines of `old` are others in `new`.
fn lines(old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(body(old), body(new));
    let changed = diff
        .iter_all_changes()
        .filter(|change| change.tag() == similar::ChangeTag::Insert);
    let gone = diff
        .iter_all_changes()
        .filter(|change| change.tag() == similar::ChangeTag::Delete);
    match changed.count().max(gone.count()) {
        1 => "1 line".to_owned(),
        many => format!("{many} lines"),
    }
}
