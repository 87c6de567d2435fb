//! What a killed render left, and what only looks like it.

use std::fs;

use super::files;
use crate::support::project::Project;

/// A name that tvgen gives to a file that is not finished.
const UNFINISHED: &str = ".tvgen-0aB1cD2eF3gH4iJ5.tmp";

#[test]
fn what_a_killed_render_left_is_cleared_away_from_each_folder_even_if_no_file_changes() {
    let project = Project::rendered();
    let clean = files(&project);
    // One is whole, and could pass for an output of an earlier spec.
    let whole = project.read("Dockerfile");
    let project = project
        .file(UNFINISHED, &whole)
        .file(&format!("documentation/{UNFINISHED}"), "")
        .file(&format!(".github/workflows/{UNFINISHED}"), "on:");
    project.run(&["check"]).code(0);
    project
        .run(&["render", "--dry-run", "--prune"])
        .code(0)
        .stderr("");
    assert_eq!(
        files(&project).len(),
        clean.len() + 3,
        "these write nothing"
    );
    project.run(&["render", "--prune"]).code(0).stderr("");
    assert_eq!(files(&project), clean);
}

#[test]
fn what_another_render_is_writing_is_left_until_that_has_ended() {
    let project = Project::rendered().file(UNFINISHED, "# Made by");
    let writing = fs::File::open(project.path(UNFINISHED)).expect("it is there");
    writing.try_lock().expect("nobody else has it");
    project.run(&["render"]).code(0).stderr("");
    assert_eq!(project.read(UNFINISHED), "# Made by");
    drop(writing);
    project.run(&["render"]).code(0).stderr("");
    assert!(!project.path(UNFINISHED).exists());
}

#[test]
fn what_is_no_file_of_such_a_name_is_never_removed() {
    let names = [
        ".tvgen-config",
        ".tvgen-0aB1cD2eF3gH4iJ.tmp",
        ".tvgen-0aB1cD2eF3gH4iJ5k.tmp",
        ".tvgen-0aB1cD2eF3gH4i-5.tmp",
        ".tvgen-0aB1cD2eF3gH4iJ5.tmp~",
        "tvgen-0aB1cD2eF3gH4iJ5.tmp",
        // A folder has such a name.
        ".tvgen-AAAAAAAAAAAAAAAA.tmp/kept",
        // And a link.
        "named",
    ];
    let mut project = Project::rendered();
    for name in names {
        project = project.file(name, "the user's own\n");
    }
    let project = project.link(UNFINISHED, "named");
    let before = files(&project);
    project.run(&["render"]).code(0).stderr("");
    assert_eq!(files(&project), before);
}
