//! Absorbs random edits: lines are copied, moved, changed or deleted. An edit without side effects leaves the file as edited.

use proptest::{
    prelude::{Strategy, any},
    sample::{Index, select},
    strategy::ValueTree,
    test_runner::TestRunner,
};
use tvgen::{
    absorb::{EditedFile, absorb},
    artifact::{HEADER_LINES, body},
};

use super::every_value::attempt;
use crate::support::read_spec;

/// Kinds of edits.
const EDITS: &[&str] = &[
    "swap",
    "copy",
    "move",
    "delete",
    "comment",
    "word",
    "copy and change",
];

/// The number of edited files.
const CASES: usize = 200;

/// Applies `edit` to the `count` lines at `start`; a move puts them at `to`.
fn apply_edit(lines: &[&str], edit: &str, start: usize, count: usize, to: usize) -> Vec<String> {
    let mut lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
    let end = (start + count).min(lines.len());
    let block: Vec<String> = lines[start..end].to_vec();
    match edit {
        "swap" => lines.swap(start, (start + 1).min(end - 1).max(start)),
        "copy" => drop(lines.splice(end..end, block)),
        "move" => {
            lines.drain(start..end);
            let to = to.min(lines.len());
            lines.splice(to..to, block);
        }
        "delete" => drop(lines.drain(start..end)),
        "comment" => lines.insert(start, "# our note".to_owned()),
        "word" => lines[start] = lines[start].replacen(['a', '1', 'e'], "x", 1),
        _ => {
            let changed = block
                .iter()
                .map(|line| line.replacen(['a', '1', 'e'], "x", 1));
            let changed: Vec<String> = changed.collect();
            lines.splice(end..end, changed);
        }
    }
    lines
}

#[test]
fn no_edited_line_is_lost_or_mistaken_for_another() {
    let spec = read_spec("three-stages");
    let first = attempt(&spec);
    let artifacts = first.outcome.artifacts;
    let cases = (
        select(artifacts.clone()),
        select(EDITS),
        any::<Index>(),
        1_usize..8,
        any::<Index>(),
    );
    let mut runner = TestRunner::deterministic();
    let mut changed = 0;
    for _ in 0..CASES {
        let case = cases
            .new_tree(&mut runner)
            .expect("nothing is filtered")
            .current();
        let (artifact, edit, start, count, to) = case;
        let lines: Vec<&str> = artifact.text.lines().collect();
        let (header, rest) = lines.split_at(HEADER_LINES);
        let new = apply_edit(
            rest,
            edit,
            start.index(rest.len()),
            count,
            to.index(rest.len()),
        );
        let disk = format!("{}\n{}\n", header.join("\n"), new.join("\n"));
        let file = EditedFile::new(artifact.clone(), &disk);
        let label = format!(
            "{edit} {count} lines at {} of {}",
            start.index(rest.len()),
            artifact.path
        );
        let absorbed = absorb(attempt(&spec), &[file], &attempt);
        let merged = &absorbed.files[0].text;
        let is_unchanged = absorbed.attempt.source.own.text == spec;
        if is_unchanged {
            assert_eq!(*merged, disk, "{label}");
        } else {
            changed += 1;
            let has_side_effects = absorbed
                .absorbed
                .iter()
                .any(|edit| !edit.side_effects.is_empty());
            if artifact.name != "docs" && !has_side_effects {
                let bare = |text: &str| body(text).replace(['"', '\''], "");
                assert_eq!(bare(merged), bare(&disk), "{label}");
            }
        }
    }
    assert!(changed > 2, "only {changed} edits reached the spec");
}
