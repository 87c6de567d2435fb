//! A disk that takes no more.

use super::{Files, files, other};
use crate::support::{HELLO, project::Project};

/// Renders, and can write no file that is longer than `blocks` of 512 bytes.
fn limited(blocks: usize) -> String {
    format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$TVGEN\" --today \"$TODAY\" render")
}

/// A limit that only the longest of `files` is beyond.
fn limit(files: &Files) -> usize {
    let mut lengths: Vec<usize> = files.values().map(String::len).collect();
    lengths.sort_unstable();
    let blocks = lengths[lengths.len() - 2].div_ceil(512);
    assert!(blocks * 512 < lengths[lengths.len() - 1]);
    blocks
}

const REFUSAL: &str = "error: cannot write documentation/docker.md: File too large (os error 27)\n\
                       Nothing was written.\nMake room for it, then run tvgen again\n";

#[test]
fn a_disk_that_takes_all_files_but_one_has_the_old_ones() {
    let project = Project::rendered();
    let before = files(&project);
    let project = project.file("tvgen.toml", &other());
    project
        .shell(&limited(limit(&before)))
        .code(2)
        .stdout("")
        .stderr(REFUSAL);
    assert_eq!(files(&project), before);
    project.run(&["render"]).code(0);
}

#[test]
fn a_disk_that_takes_all_new_files_but_one_has_none_and_no_folder_either() {
    let limit = limit(&files(&Project::rendered()));
    let project = Project::new().file("tvgen.toml", HELLO);
    project
        .shell(&limited(limit))
        .code(2)
        .stdout("")
        .stderr(REFUSAL);
    assert_eq!(project.list(), ["tvgen.toml"]);
}

#[test]
fn a_program_is_told_that_nothing_was_written() {
    let project = Project::new().file("tvgen.toml", HELLO);
    project
        .shell(&format!("{} --format json", limited(0)))
        .code(2)
        .snapshot_of("crash", "full");
    assert_eq!(project.list(), ["tvgen.toml"]);
}
