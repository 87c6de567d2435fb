//! What was absorbed, as it is told.

use super::{
    super::{input::Input, target::Target},
    why::why,
};
use crate::{
    absorb::{Absorbed, Edited, Line},
    drift,
    report::absorb::{self as report, Left, Taken},
    source::{Place, Source, Value, edit::Change},
};

/// What `absorbed` says of the spec `input` and of its files `targets`, which were edited as `edits` say.
pub(super) fn told(
    input: &Input,
    targets: &[Target],
    edits: &[Edited],
    absorbed: &Absorbed,
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
    let taken = absorbed.taken.iter().map(|(changes, lines)| Taken {
        changes: changes
            .iter()
            .map(|change| words(change, &input.source))
            .collect(),
        lines: lines.iter().map(place).collect(),
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
                why: why(&left.why, source, target.artifact.name),
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
    let item = match change {
        Change::Remove(place) => place.parent().zip(source.value(place)),
        Change::Set(..) | Change::Insert(..) => None,
    };
    match item {
        Some((array, Value::String(text))) if array != Place::root() => {
            format!("{array} no longer has {text:?}")
        }
        Some(_) | None => change.to_string(),
    }
}
