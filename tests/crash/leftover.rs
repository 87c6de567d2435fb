//! Temporary files of killed renders, and files that only look like them.

use std::fs;

use super::files;
use crate::support::project::Project;

/// A name of a temporary file of tvgen.
const TEMPORARY: &str = ".tvgen-0aB1cD2eF3gH4iJ5.tmp";

#[test]
fn temporary_files_of_a_killed_render_are_removed_even_if_nothing_changes() {
    let project = Project::rendered();
    let clean = files(&project);
    // The first temporary file is complete, and could be mistaken for an output of an earlier spec.
    let whole = project.read("Dockerfile");
    let project = project
        .file(TEMPORARY, &whole)
        .file(&format!("documentation/{TEMPORARY}"), "")
        .file(&format!(".github/workflows/{TEMPORARY}"), "on:");
    project.run(&["check"]).code(0);
    project
        .run(&["render", "--dry-run", "--prune"])
        .code(0)
        .stderr("");
    assert_eq!(
        files(&project).len(),
        clean.len() + 3,
        "neither command removes files"
    );
    project.run(&["render", "--prune"]).code(0).stderr("");
    assert_eq!(files(&project), clean);
}

#[test]
fn temporary_files_of_a_running_render_are_kept_until_it_ends() {
    let project = Project::rendered().file(TEMPORARY, "# Made by");
    let writing = fs::File::open(project.path(TEMPORARY)).expect("the file exists");
    writing.try_lock().expect("the file is not locked");
    project.run(&["render"]).code(0).stderr("");
    assert_eq!(project.read(TEMPORARY), "# Made by");
    drop(writing);
    project.run(&["render"]).code(0).stderr("");
    assert!(!project.path(TEMPORARY).exists());
}

#[test]
fn files_with_similar_names_are_never_removed() {
    let names = [
        ".tvgen-config",
        ".tvgen-0aB1cD2eF3gH4iJ.tmp",
        ".tvgen-0aB1cD2eF3gH4iJ5k.tmp",
        ".tvgen-0aB1cD2eF3gH4i-5.tmp",
        ".tvgen-0aB1cD2eF3gH4iJ5.tmp~",
        "tvgen-0aB1cD2eF3gH4iJ5.tmp",
        // A file in a folder that is named like a temporary file.
        ".tvgen-AAAAAAAAAAAAAAAA.tmp/kept",
        // The target of a link that is named like a temporary file.
        "named",
    ];
    let mut project = Project::rendered();
    for name in names {
        project = project.file(name, "the user's own\n");
    }
    let project = project.link(TEMPORARY, "named");
    let before = files(&project);
    project.run(&["render"]).code(0).stderr("");
    assert_eq!(files(&project), before);
}
