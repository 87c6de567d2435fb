//! A full disk.

use super::{Files, changed_spec, files};
use crate::support::{HELLO, project::Project};

/// A script that renders with a limit of `blocks` of 512 bytes per file.
fn render_with_limit(blocks: usize) -> String {
    format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$TVGEN\" --today \"$TODAY\" render")
}

/// A limit that only the longest of `files` exceeds.
fn limit(files: &Files) -> usize {
    let mut lengths: Vec<usize> = files.values().map(String::len).collect();
    lengths.sort_unstable();
    let blocks = lengths[lengths.len() - 2].div_ceil(512);
    assert!(blocks * 512 < lengths[lengths.len() - 1]);
    blocks
}

const REFUSAL: &str = "error: cannot write documentation/docker.md: File too large (os error 27)\n\
                       Nothing was written.\nhelp: free some space, then run tvgen again\n";

#[test]
fn if_one_file_does_not_fit_on_the_disk_all_files_stay_as_they_were() {
    let project = Project::rendered();
    let before = files(&project);
    let project = project.file("tvgen.toml", &changed_spec());
    project
        .shell(&render_with_limit(limit(&before)))
        .code(2)
        .stdout("")
        .stderr(REFUSAL);
    assert_eq!(files(&project), before);
    project.run(&["render"]).code(0);
}

#[test]
fn if_one_new_file_does_not_fit_on_the_disk_no_file_or_folder_is_created() {
    let limit = limit(&files(&Project::rendered()));
    let project = Project::new().file("tvgen.toml", HELLO);
    project
        .shell(&render_with_limit(limit))
        .code(2)
        .stdout("")
        .stderr(REFUSAL);
    assert_eq!(project.list(), ["tvgen.toml"]);
}

#[test]
fn json_reports_that_nothing_was_written() {
    let project = Project::new().file("tvgen.toml", HELLO);
    project
        .shell(&format!("{} --format json", render_with_limit(0)))
        .code(2)
        .snapshot_of("crash", "full");
    assert_eq!(project.list(), ["tvgen.toml"]);
}
