//! Bytes that are not UTF-8 in a file that tvgen rendered.

use std::fs;

use crate::support::{HELLO, project::Project};

/// A project whose outputs contain U+FFFD, which editors show for invalid UTF-8. In the output `path`, an invalid byte replaces
/// this character.
fn with_invalid_byte(path: &str) -> Project {
    let spec = HELLO.replace(
        "name = \"hello\"",
        "name = \"hello\"\ntitle = \"Caf\u{fffd}\"",
    );
    let project = Project::new().file("tvgen.toml", &spec);
    project.run(&["render"]).code(0).stderr("");
    project.run(&["check"]).code(0);
    let bytes = fs::read(project.path(path)).expect("the file exists");
    let old = "Caf\u{fffd}".as_bytes();
    let offset = bytes.windows(old.len()).position(|window| window == old);
    let offset = offset.expect("the output has the title");
    let new = [&bytes[..offset], b"Caf\xff", &bytes[offset + old.len()..]].concat();
    project.bytes(path, &new)
}

/// Asserts that the edit of `path` is reported and never overwritten.
#[track_caller]
fn assert_edit_is_kept(project: &Project, path: &str) {
    let before = fs::read(project.path(path)).expect("the file exists");
    let shown = project.run(&["check"]).code(1).stderr("").out();
    assert!(
        shown.starts_with(&format!("{path}: edited by hand")),
        "{shown}"
    );
    assert!(shown.contains("\\xff"), "{shown}");
    for arguments in [&["render"][..], &["render", "--prune"], &["absorb"]] {
        project.run(arguments).code(1);
        let now = fs::read(project.path(path)).expect("the file exists");
        assert_eq!(now, before, "{arguments:?}");
    }
}

#[test]
fn a_byte_that_is_not_utf8_is_an_edit_even_if_it_is_displayed_the_same() {
    let path = "documentation/docker.md";
    let project = with_invalid_byte(path);
    assert_edit_is_kept(&project, path);
    project.run(&["render", "--force"]).code(0);
    project.run(&["check"]).code(0);
}

#[test]
fn a_byte_that_is_not_utf8_is_an_edit_that_absorb_leaves_alone() {
    let project = Project::rendered();
    let path = "Makefile";
    let bytes = [project.read(path).as_bytes(), b"# \xff\n"].concat();
    let project = project.bytes(path, &bytes);
    assert_edit_is_kept(&project, path);
}

#[test]
fn an_orphaned_file_with_a_byte_that_is_not_utf8_is_not_pruned() {
    let path = "documentation/docker.md";
    let project = with_invalid_byte(path);
    let before = fs::read(project.path(path)).expect("the file exists");
    let spec = format!("{}\n[outputs]\ndocs = false\n", project.read("tvgen.toml"));
    let project = project.file("tvgen.toml", &spec);
    project.run(&["check"]).code(1);
    project.run(&["render", "--prune"]);
    let now = fs::read(project.path(path)).expect("the file was not pruned");
    assert_eq!(now, before);
}
