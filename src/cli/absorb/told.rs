//! What was absorbed, as it is told.

use super::{
    super::{input::Input, target::Target},
    why::why,
};
use crate::{
    absorb::{Absorbed, Edited, Line},
    drift,
    report::absorb::{self as report, Left, Taken},
    source::{Key, Source, edit::Change},
};

/// What `absorbed` says of the spec `input` and of its files `targets`, which were edited as `edits` say;
/// `paths` gives the path of an output by its name.
pub(super) fn told(
    input: &Input,
    targets: &[Target],
    edits: &[Edited],
    absorbed: &Absorbed,
    paths: &dyn Fn(&str) -> String,
) -> report::Absorbed {
    let old = &input.source.own;
    let source = &absorbed.attempt.source;
    let names = (format!("a/{}", old.name), format!("b/{}", old.name));
    let diff = if old.text == source.own.text {
        String::new()
    } else {
        drift::unified((&names.0, &old.text), (&names.1, &source.own.text))
    };
    let place = |line: &Line| {
        let path = targets[line.file].path.display();
        let at = edits[line.file].hunks[line.hunk].new.start + 1;
        format!("{path}:{at}")
    };
    let taken = absorbed.taken.iter().map(|taken| Taken {
        changes: taken
            .changes
            .iter()
            .map(|change| words(change, &input.source))
            .collect(),
        lines: taken.lines.iter().map(place).collect(),
        others: taken
            .others
            .iter()
            .map(|(output, line)| format!("{}:{line}", paths(output)))
            .collect(),
    });
    let left = targets
        .iter()
        .zip(&absorbed.files)
        .flat_map(|(target, merged)| {
            merged.left.iter().map(|left| Left {
                path: target.path.display().to_string(),
                line: left.line,
                old: left.old.clone(),
                new: left.new.clone(),
                why: why(&left.why, source, target.artifact.name, paths),
            })
        });
    report::Absorbed {
        spec: old.name.clone(),
        diff,
        taken: taken.collect(),
        left: left.collect(),
    }
}

/// `change` of the spec `source` in words.
fn words(change: &Change, source: &Source) -> String {
    let gone = match change {
        Change::Remove(place) => place.parent().zip(source.value_span(place)),
        Change::Set(..) | Change::Insert(..) => None,
    };
    match gone {
        Some((array, span)) if matches!(change.place().keys().last(), Some(Key::Item(_))) => {
            let text = &source.file(span).text;
            let item = text.get(span.bytes()).unwrap_or_default();
            format!(
                "{array} no longer has {}",
                item.lines().next().unwrap_or_default()
            )
        }
        Some(_) | None => change.to_string(),
    }
}
