//! Outputs behind symbolic links.

use std::{fs, os::unix::fs::PermissionsExt};

use super::{changed_spec, files};
use crate::support::{HELLO, project::Project};

/// A project in `here` with a link to `target`, and a folder `elsewhere` outside.
fn project_with_link(link: &str, target: &str) -> Project {
    Project::new()
        .file("here/tvgen.toml", HELLO)
        .file("elsewhere/docker.md", "")
        .link(&format!("here/{link}"), target)
}

/// Asserts that `render` and `check` fail with `reason` and a fix, and write nothing.
#[track_caller]
fn assert_rejected(project: &Project, reason: &str) {
    let before = files(project);
    let root = fs::canonicalize(project.path("")).expect("the path exists");
    let reason = reason.replace("ROOT", &root.display().to_string());
    let error = format!(
        "error: here/{reason}\nhelp: remove the link, or set another path in `[outputs]`\n"
    );
    project
        .run(&["render", "here"])
        .code(2)
        .stdout("")
        .stderr(&error);
    // `check` continues with the other files.
    project.run(&["check", "here"]).code(2).stderr(&error);
    project
        .run(&["render", "here", "--force", "--dry-run"])
        .code(2)
        .stdout("")
        .stderr(&error);
    assert_eq!(files(project), before);
}

#[test]
fn no_file_is_written_to_a_linked_folder_outside_the_project() {
    assert_rejected(
        &project_with_link("documentation", "../elsewhere"),
        "documentation/docker.md cannot be an output: the link `here/documentation` points to `ROOT/elsewhere`, \
         outside of the project `ROOT/here`",
    );
}

#[test]
fn a_linked_file_outside_the_project_is_not_replaced() {
    assert_rejected(
        &project_with_link("Dockerfile", "../elsewhere/docker.md"),
        "Dockerfile cannot be an output: the link `here/Dockerfile` points to `ROOT/elsewhere/docker.md`, \
         outside of the project `ROOT/here`",
    );
}

#[test]
fn a_link_that_leaves_the_project_through_another_link_is_rejected() {
    let project = project_with_link("documentation", "docs").link("here/docs", "../elsewhere");
    assert_rejected(
        &project,
        "documentation/docker.md cannot be an output: the link `here/documentation` points to `ROOT/elsewhere`, \
         outside of the project `ROOT/here`",
    );
}

#[test]
fn a_dangling_link_is_reported() {
    assert_rejected(
        &project_with_link("Makefile", "make/Makefile"),
        "Makefile cannot be an output: the link `here/Makefile` points to `make/Makefile`, which does not exist",
    );
}

#[test]
fn a_circular_link_is_reported() {
    let project = project_with_link("documentation", "docs").link("here/docs", "documentation");
    assert_rejected(
        &project,
        "documentation/docker.md cannot be an output: cannot resolve the link `here/documentation` to `docs`: \
         Too many levels of symbolic links (os error 40)",
    );
}

#[test]
fn a_link_within_the_repository_is_followed_and_stays() {
    // The project is the git repository, not the folder of the spec.
    let project = project_with_link("documentation", "../elsewhere").file(".git/HEAD", "");
    fs::remove_file(project.path("elsewhere/docker.md")).expect("the path exists");
    let project = project
        .file("elsewhere/image", "FROM ruby\n")
        .link("here/Dockerfile", "../elsewhere/image");
    let mode = fs::Permissions::from_mode(0o640);
    fs::set_permissions(project.path("elsewhere/image"), mode).expect("the file exists");
    project.run(&["render", "here"]).code(1);
    project
        .run(&["render", "here", "--force"])
        .code(0)
        .stderr("")
        .stdout(
            " replaced  here/Dockerfile\n    wrote  here/.dockerignore\n    \
         wrote  here/.github/workflows/build_and_deploy.yml\n    wrote  here/Makefile\n    \
         wrote  here/documentation/docker.md\n",
        );
    for link in ["here/Dockerfile", "here/documentation"] {
        assert!(project.path(link).is_symlink(), "{link}");
    }
    assert_eq!(
        project.read("elsewhere/image"),
        project.read("here/Dockerfile")
    );
    let elsewhere = fs::read_dir(project.path("elsewhere")).expect("the path exists");
    assert_eq!(elsewhere.count(), 2);
    let now = fs::metadata(project.path("elsewhere/image")).expect("the path exists");
    assert_eq!(now.permissions().mode() & 0o777, 0o640);
    project.run(&["check", "here"]).code(0);
}

#[test]
fn an_output_reached_through_a_link_is_not_an_orphan() {
    let project = Project::new()
        .file("tvgen.toml", HELLO)
        .file("docs/index.md", "")
        .link("documentation", "docs");
    project.run(&["render"]).code(0).stderr("");
    let before = files(&project);
    project
        .run(&["check"])
        .code(0)
        .stdout("5 files up to date\n");
    project.run(&["render", "--prune"]).code(0).stderr("");
    assert_eq!(files(&project), before);
}

#[test]
fn the_out_folder_may_be_a_link() {
    let project = project_with_link("made", "../elsewhere");
    let only = ["render", "here", "--only", "makefile", "--out", "here/made"];
    project
        .run(&only)
        .code(0)
        .stdout("    wrote  here/made/Makefile\n");
    assert!(project.path("elsewhere/Makefile").is_file());
}

#[test]
fn two_outputs_that_a_link_turns_into_one_file_are_rejected() {
    let project = Project::rendered().file("tvgen.toml", &changed_spec());
    fs::remove_file(project.path("Dockerfile")).expect("the path exists");
    let project = project.link("Dockerfile", "Makefile");
    let before = files(&project);
    project.run(&["render", "--force"]).code(2).stdout("").stderr(
        "error: the outputs Dockerfile and Makefile are the same file through a link: remove the link, or set another path \
         in `[outputs]`\n",
    );
    assert_eq!(files(&project), before);
}

#[test]
fn no_link_leads_an_output_into_the_git_folder() {
    let spec = HELLO.to_owned() + "\n[outputs]\nmakefile = \"hooks/pre-commit\"\n";
    let project = Project::new()
        .file("tvgen.toml", &spec)
        .file(".git/hooks/sample", "");
    let project = project.link("hooks", ".git/hooks");
    let run = project.run(&["render"]).code(2);
    assert!(run.err().contains("inside `.git`"), "{}", run.err());
    assert_eq!(
        project
            .list()
            .iter()
            .filter(|path| path.contains("pre-commit"))
            .count(),
        0
    );
    let run = project.run(&["render", "--out", ".git/hooks"]).code(2);
    assert!(run.err().contains("inside `.git`"), "{}", run.err());
}
