//! What is no file and stands where an output belongs.

use std::{fs, os::unix::net::UnixListener};

use crate::support::{HELLO, HELLO_OUTPUTS, project::Project};

fn project() -> Project {
    Project::new().file("tvgen.toml", HELLO)
}

/// Neither `render` nor `check` waits for what is there, or takes it for a file; both print `error`.
#[track_caller]
fn refused(project: &Project, error: &str) {
    let before = project.list();
    project.run(&["render"]).code(2).stdout("").stderr(error);
    project
        .run(&["render", "--force"])
        .code(2)
        .stdout("")
        .stderr(error);
    // It goes on, and tells of the other files.
    project.run(&["check"]).code(2).stderr(error);
    assert_eq!(project.list(), before);
}

#[test]
fn a_folder_is_no_output() {
    refused(
        &project().file("Dockerfile/base", ""),
        "error: Dockerfile cannot be an output: it is a folder\n\
         Move it away, or give the output another path in [outputs]\n",
    );
}

#[test]
fn a_pipe_is_not_waited_for() {
    let project = project().pipe("Makefile");
    refused(
        &project,
        "error: Makefile cannot be an output: it is a pipe, a socket or a device, not a file of text\n\
         Move it away, or give the output another path in [outputs]\n",
    );
    project
        .run(&["explain", "Makefile:1"])
        .code(2)
        .stdout("")
        .stderr(
            "error: cannot read Makefile: it is a pipe, a socket or a device, not a file of text\n",
        );
}

#[test]
fn a_socket_is_no_output() {
    let project = project();
    fs::create_dir(project.path("documentation")).expect("it is ours");
    let _socket = UnixListener::bind(project.path("documentation/docker.md")).expect("it is ours");
    refused(
        &project,
        "error: documentation/docker.md cannot be an output: it is a pipe, a socket or a device, not a file of text\n\
         Move it away, or give the output another path in [outputs]\n",
    );
}

#[test]
fn a_file_has_no_files_below_it() {
    refused(
        &project().file("documentation", "All about it\n"),
        "error: documentation/docker.md cannot be an output: `documentation` is not a folder\n\
         Move `documentation` away, or give the output another path in [outputs]\n",
    );
    let project = project().file("made", "");
    let errors = HELLO_OUTPUTS.map(|path| {
        format!(
            "error: made/{path} cannot be an output: `made` is not a folder\n\
             Move `made` away, or give the output another path in [outputs]\n"
        )
    });
    project
        .run(&["render", "--out", "made"])
        .code(2)
        .stdout("")
        .stderr(&errors.concat());
}
