//! Folders, pipes and sockets in the place of an output.

use std::{fs, os::unix::net::UnixListener};

use crate::support::{HELLO, HELLO_OUTPUTS, project::Project};

fn project() -> Project {
    Project::new().file("tvgen.toml", HELLO)
}

/// Asserts that `render` and `check` neither block nor write, and print `error`.
#[track_caller]
fn assert_rejected(project: &Project, error: &str) {
    let before = project.list();
    project.run(&["render"]).code(2).stdout("").stderr(error);
    project
        .run(&["render", "--force"])
        .code(2)
        .stdout("")
        .stderr(error);
    // `check` continues with the other files.
    project.run(&["check"]).code(2).stderr(error);
    assert_eq!(project.list(), before);
}

#[test]
fn a_folder_in_place_of_an_output_is_reported() {
    assert_rejected(
        &project().file("Dockerfile/base", ""),
        "error: Dockerfile cannot be an output: it is a folder\n\
         help: move it away, or set another path in `[outputs]`\n",
    );
}

#[test]
fn a_named_pipe_does_not_block() {
    let project = project().pipe("Makefile");
    assert_rejected(
        &project,
        "error: Makefile cannot be an output: it is a pipe, a socket or a device, not a text file\n\
         help: move it away, or set another path in `[outputs]`\n",
    );
    project
        .run(&["explain", "Makefile:1"])
        .code(2)
        .stdout("")
        .stderr(
            "error: cannot read Makefile: it is a pipe, a socket or a device, not a text file\n",
        );
}

#[test]
fn a_socket_in_place_of_an_output_is_reported() {
    let project = project();
    fs::create_dir(project.path("documentation")).expect("the folder is writable");
    let _socket = UnixListener::bind(project.path("documentation/docker.md"))
        .expect("the folder is writable");
    assert_rejected(
        &project,
        "error: documentation/docker.md cannot be an output: it is a pipe, a socket or a device, not a text file\n\
         help: move it away, or set another path in `[outputs]`\n",
    );
}

#[test]
fn a_file_in_place_of_an_output_folder_is_reported() {
    assert_rejected(
        &project().file("documentation", "All about it\n"),
        "error: documentation/docker.md cannot be an output: `documentation` is not a folder\n\
         help: move `documentation` away, or set another path in `[outputs]`\n",
    );
    let project = project().file("made", "");
    let errors = HELLO_OUTPUTS.map(|path| {
        format!(
            "error: made/{path} cannot be an output: `made` is not a folder\n\
             help: move `made` away, or set another path in `[outputs]`\n"
        )
    });
    project
        .run(&["render", "--out", "made"])
        .code(2)
        .stdout("")
        .stderr(&errors.concat());
}
