//! Edits the files of a spec as if one of its values had changed, and absorbs them: no edited line is lost.

use std::{collections::BTreeMap, fmt::Write};

use tvgen::{
    absorb::{Attempt, EditedFile, absorb},
    artifact::{Artifact, body},
    compile::Outcome,
    source::Source,
};

use super::is_within;
use crate::{
    everything::leaves,
    support::{assert_snapshot, compile, spec},
};

/// How much of an edit was absorbed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Extent {
    /// All of it: the spec renders the edited files.
    Whole,
    /// Part of it.
    Partly,
    /// None of it.
    Nothing,
}

pub(super) fn attempt(text: &str) -> Attempt {
    let source = Source::new("tvgen.toml", text);
    let outcome = compile(&source);
    Attempt { source, outcome }
}

/// Edits the files of `before` to have the bodies of `after`; `None` if their paths differ or no body changes.
fn edit_files(before: &Outcome, after: &[Artifact]) -> Option<Vec<EditedFile>> {
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
            .expect("the text ends with its body");
        EditedFile::new(old.clone(), &format!("{header}{}", body(&new.text)))
    });
    Some(edits.collect()).filter(|edits: &Vec<EditedFile>| !edits.is_empty())
}

#[test]
fn the_edit_that_another_value_would_render_is_absorbed_or_stays() {
    let table = spec::merged_table(&crate::support::load_spec("everything"));
    let text = spec::to_toml(&table);
    let mut keys: BTreeMap<String, Extent> = BTreeMap::new();
    for leaf in leaves(&table) {
        if keys.contains_key(&leaf.key) {
            continue;
        }
        let first = attempt(&text);
        let mut others = leaf.others.iter();
        let Some((other, edits)) = others.find_map(|other| {
            let (source, outcome) =
                spec::compile_table(&spec::with(&table, &leaf.path, other.clone()));
            let edits = edit_files(&first.outcome, &outcome.artifacts)?;
            Some(((source, outcome), edits))
        }) else {
            continue;
        };
        let absorbed = absorb(first, &edits, &attempt);
        let key = &leaf.key;
        let mut left = 0;
        for (edit, merged) in edits.iter().zip(&absorbed.files) {
            left += merged.remaining.len();
            let remaining = merged.remaining.iter().filter_map(|left| left.new.clone());
            let remaining: Vec<String> = remaining.collect();
            assert!(
                is_within(&remaining.join("\n"), &merged.text),
                "{key}: an edit of {} was lost",
                edit.artifact.path
            );
            if merged.remaining.is_empty() {
                assert!(
                    is_within(body(&edit.disk), &merged.text)
                        || body(&merged.text).lines().count() <= body(&edit.disk).lines().count(),
                    "{key}: {} differs from the edited file",
                    edit.artifact.path
                );
            }
        }
        let has_same_body = |(a, b): (&Artifact, &Artifact)| body(&a.text) == body(&b.text);
        let now = &absorbed.attempt.outcome.artifacts;
        let is_other = now.iter().zip(&other.1.artifacts).all(has_same_body);
        let extent = match (left, absorbed.absorbed.is_empty()) {
            (0, _) if is_other => Extent::Whole,
            (_, false) => Extent::Partly,
            (_, true) => Extent::Nothing,
        };
        keys.insert(leaf.key, extent);
    }
    let mut report = String::new();
    for extent in [Extent::Whole, Extent::Partly, Extent::Nothing] {
        let named = keys.iter().filter(|(_, other)| **other == extent);
        let named: Vec<&str> = named.map(|(key, _)| key.as_str()).collect();
        let _ = writeln!(
            report,
            "{extent:?}, {}:\n  {}\n",
            named.len(),
            named.join("\n  ")
        );
    }
    assert_snapshot("absorb", "every_value", &report);
}
