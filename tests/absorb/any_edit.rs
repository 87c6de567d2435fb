//! Files edited at random: lines copied, moved, changed, deleted. Where nothing else had to change, each file is what was written.

use proptest::{
    prelude::{Strategy, any},
    sample::{Index, select},
    strategy::ValueTree,
    test_runner::TestRunner,
};
use tvgen::{
    absorb::{Edited, absorb},
    artifact::{HEADER_LINES, body},
};

use super::every_value::attempt;
use crate::support::text;

/// What is done to the lines of a file.
const EDITS: &[&str] = &[
    "swap",
    "copy",
    "move",
    "delete",
    "comment",
    "word",
    "copy and change",
];

/// How many files are edited.
const CASES: usize = 200;

/// `lines` after `edit` of the `count` lines at `at`, which go to `to`.
fn edited(lines: &[&str], edit: &str, at: usize, count: usize, to: usize) -> Vec<String> {
    let mut lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
    let end = (at + count).min(lines.len());
    let block: Vec<String> = lines[at..end].to_vec();
    match edit {
        "swap" => lines.swap(at, (at + 1).min(end - 1).max(at)),
        "copy" => drop(lines.splice(end..end, block)),
        "move" => {
            lines.drain(at..end);
            let to = to.min(lines.len());
            lines.splice(to..to, block);
        }
        "delete" => drop(lines.drain(at..end)),
        "comment" => lines.insert(at, "# a note of ours".to_owned()),
        "word" => lines[at] = lines[at].replacen(['a', '1', 'e'], "x", 1),
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
fn no_line_that_was_written_is_lost_or_taken_for_another() {
    let spec = text("three-stages");
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
            .expect("there are some")
            .current();
        let (artifact, edit, at, count, to) = case;
        let lines: Vec<&str> = artifact.text.lines().collect();
        let (header, rest) = lines.split_at(HEADER_LINES);
        let new = edited(
            rest,
            edit,
            at.index(rest.len()),
            count,
            to.index(rest.len()),
        );
        let disk = format!("{}\n{}\n", header.join("\n"), new.join("\n"));
        let file = Edited::new(artifact.clone(), &disk);
        let what = format!(
            "{edit} {count} lines at {} of {}",
            at.index(rest.len()),
            artifact.path
        );
        let absorbed = absorb(attempt(&spec), &[file], &attempt);
        let merged = &absorbed.files[0].text;
        let is_same = absorbed.attempt.source.own.text == spec;
        if is_same {
            assert_eq!(*merged, disk, "{what}");
        } else {
            changed += 1;
            let others = absorbed.taken.iter().any(|taken| !taken.others.is_empty());
            if artifact.name != "docs" && !others {
                let bare = |text: &str| body(text).replace(['"', '\''], "");
                assert_eq!(bare(merged), bare(&disk), "{what}");
            }
        }
    }
    assert!(changed > 2, "only {changed} edits reached the spec");
}
