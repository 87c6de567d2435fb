//! Files edited into what another spec renders: the spec becomes that one as far as it can, and no edited line is lost.

use std::{collections::BTreeMap, fmt::Write};

use tvgen::{
    absorb::{Attempt, Edited, absorb},
    artifact::{Artifact, body},
    compile::Outcome,
    source::Source,
};

use super::is_within;
use crate::{
    everything::leaves,
    support::{compile, snapshot, spec},
};

/// How far an edit went back into the spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Taken {
    /// All of it, and the spec renders just what was edited.
    Whole,
    /// A part of it.
    Partly,
    /// Nothing.
    Nothing,
}

pub(super) fn attempt(text: &str) -> Attempt {
    let source = Source::new("tvgen.toml", text);
    let outcome = compile(&source);
    Attempt { source, outcome }
}

/// The files of `before` with the bodies that `after` has; none if it has other files, or the same.
fn edited(before: &Outcome, after: &[Artifact]) -> Option<Vec<Edited>> {
    let names = |artifacts: &[Artifact]| -> Vec<(&str, String)> {
        let named = artifacts.iter();
        named
            .map(|artifact| (artifact.name, artifact.path.clone()))
            .collect()
    };
    if names(&before.artifacts) != names(after) {
        return None;
    }
    let pairs = before.artifacts.iter().zip(after);
    let edits = pairs.filter(|(old, new)| body(&old.text) != body(&new.text));
    let edits = edits.map(|(old, new)| {
        let header = old
            .text
            .strip_suffix(body(&old.text))
            .expect("it ends in its body");
        Edited::new(old.clone(), &format!("{header}{}", body(&new.text)))
    });
    Some(edits.collect()).filter(|edits: &Vec<Edited>| !edits.is_empty())
}

#[test]
fn what_another_value_renders_is_absorbed_or_stays() {
    let table = spec::merged(&crate::support::source("everything"));
    let text = spec::text(&table);
    let mut keys: BTreeMap<String, Taken> = BTreeMap::new();
    for leaf in leaves(&table) {
        if keys.contains_key(&leaf.key) {
            continue;
        }
        let first = attempt(&text);
        let mut others = leaf.others.iter();
        let Some((other, edits)) = others.find_map(|other| {
            let (source, outcome) = spec::compiled(&spec::with(&table, &leaf.path, other.clone()));
            let edits = edited(&first.outcome, &outcome.artifacts)?;
            Some(((source, outcome), edits))
        }) else {
            continue;
        };
        let absorbed = absorb(first, &edits, &attempt);
        let key = &leaf.key;
        let mut left = 0;
        for (edit, merged) in edits.iter().zip(&absorbed.files) {
            left += merged.left.len();
            let kept = merged.left.iter().filter_map(|left| left.new.clone());
            let kept: Vec<String> = kept.collect();
            assert!(
                is_within(&kept.join("\n"), &merged.text),
                "{key}: an edit of {} was lost",
                edit.artifact.path
            );
            if merged.left.is_empty() {
                assert!(
                    is_within(body(&edit.disk), &merged.text)
                        || body(&merged.text).lines().count() <= body(&edit.disk).lines().count(),
                    "{key}: {} is not what was edited",
                    edit.artifact.path
                );
            }
        }
        let same = |(a, b): (&Artifact, &Artifact)| body(&a.text) == body(&b.text);
        let now = &absorbed.attempt.outcome.artifacts;
        let is_other = now.iter().zip(&other.1.artifacts).all(same);
        let taken = match (left, absorbed.taken.is_empty()) {
            (0, _) if is_other => Taken::Whole,
            (_, false) => Taken::Partly,
            (_, true) => Taken::Nothing,
        };
        keys.insert(leaf.key, taken);
    }
    let mut told = String::new();
    for taken in [Taken::Whole, Taken::Partly, Taken::Nothing] {
        let named = keys.iter().filter(|(_, how)| **how == taken);
        let named: Vec<&str> = named.map(|(key, _)| key.as_str()).collect();
        let _ = writeln!(
            told,
            "{taken:?}, {}:\n  {}\n",
            named.len(),
            named.join("\n  ")
        );
    }
    snapshot("absorb", "every_value", &told);
}
