//! Outputs that a link leads to.

use std::{fs, os::unix::fs::PermissionsExt};

use super::{files, other};
use crate::support::{HELLO, project::Project};

/// A project in `here`, with a link in it that leads to `to`, and a folder `elsewhere` outside.
fn linked(link: &str, to: &str) -> Project {
    Project::new()
        .file("here/tvgen.toml", HELLO)
        .file("elsewhere/docker.md", "")
        .link(&format!("here/{link}"), to)
}

/// Neither `render` nor `check` takes the project; both say `why` and what to do, and nothing is written.
#[track_caller]
fn refused(project: &Project, why: &str) {
    let before = files(project);
    let root = fs::canonicalize(project.path("")).expect("it is there");
    let why = why.replace("ROOT", &root.display().to_string());
    let error = format!(
        "error: here/{why}\nRemove the link, or give the output another path in [outputs]\n"
    );
    project
        .run(&["render", "here"])
        .code(2)
        .stdout("")
        .stderr(&error);
    // It goes on, and tells of the other files.
    project.run(&["check", "here"]).code(2).stderr(&error);
    project
        .run(&["render", "here", "--force", "--dry-run"])
        .code(2)
        .stdout("")
        .stderr(&error);
    assert_eq!(files(project), before);
}

#[test]
fn a_linked_folder_outside_of_the_project_gets_no_file() {
    refused(
        &linked("documentation", "../elsewhere"),
        "documentation/docker.md cannot be an output: the link `here/documentation` leads to `ROOT/elsewhere`, \
         out of the project `ROOT/here`",
    );
}

#[test]
fn a_linked_file_outside_of_the_project_is_not_replaced() {
    refused(
        &linked("Dockerfile", "../elsewhere/docker.md"),
        "Dockerfile cannot be an output: the link `here/Dockerfile` leads to `ROOT/elsewhere/docker.md`, \
         out of the project `ROOT/here`",
    );
}

#[test]
fn a_link_to_a_link_out_of_the_project_is_none_within_it() {
    let project = linked("documentation", "docs").link("here/docs", "../elsewhere");
    refused(
        &project,
        "documentation/docker.md cannot be an output: the link `here/documentation` leads to `ROOT/elsewhere`, \
         out of the project `ROOT/here`",
    );
}

#[test]
fn a_link_that_leads_nowhere_is_named() {
    refused(
        &linked("Makefile", "make/Makefile"),
        "Makefile cannot be an output: the link `here/Makefile` leads to `make/Makefile`, which is not there",
    );
}

#[test]
fn a_link_in_a_circle_is_named() {
    let project = linked("documentation", "docs").link("here/docs", "documentation");
    refused(
        &project,
        "documentation/docker.md cannot be an output: the link `here/documentation` leads to `docs`: \
         Too many levels of symbolic links (os error 40)",
    );
}

#[test]
fn a_link_within_the_repository_is_followed_and_stays() {
    // The folder that git knows is the project, not the one that the spec lies in.
    let project = linked("documentation", "../elsewhere").file(".git/HEAD", "");
    fs::remove_file(project.path("elsewhere/docker.md")).expect("it is there");
    let project = project
        .file("elsewhere/image", "FROM ruby\n")
        .link("here/Dockerfile", "../elsewhere/image");
    let mode = fs::Permissions::from_mode(0o640);
    fs::set_permissions(project.path("elsewhere/image"), mode).expect("it is ours");
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
    let elsewhere = fs::read_dir(project.path("elsewhere")).expect("it is there");
    assert_eq!(elsewhere.count(), 2);
    let now = fs::metadata(project.path("elsewhere/image")).expect("it is there");
    assert_eq!(now.permissions().mode() & 0o777, 0o640);
    project.run(&["check", "here"]).code(0);
}

#[test]
fn a_file_that_a_link_makes_an_output_is_not_left_over_from_an_earlier_spec() {
    let project = Project::new()
        .file("tvgen.toml", HELLO)
        .file("docs/index.md", "")
        .link("documentation", "docs");
    project.run(&["render"]).code(0).stderr("");
    let before = files(&project);
    project
        .run(&["check"])
        .code(0)
        .stdout("5 files are what the spec says\n");
    project.run(&["render", "--prune"]).code(0).stderr("");
    assert_eq!(files(&project), before);
}

#[test]
fn a_folder_that_the_user_names_may_be_a_link() {
    let project = linked("made", "../elsewhere");
    let only = ["render", "here", "--only", "makefile", "--out", "here/made"];
    project
        .run(&only)
        .code(0)
        .stdout("    wrote  here/made/Makefile\n");
    assert!(project.path("elsewhere/Makefile").is_file());
}

#[test]
fn two_outputs_that_a_link_makes_one_file_are_refused() {
    let project = Project::rendered().file("tvgen.toml", &other());
    fs::remove_file(project.path("Dockerfile")).expect("it is there");
    let project = project.link("Dockerfile", "Makefile");
    let before = files(&project);
    project.run(&["render", "--force"]).code(2).stdout("").stderr(
        "error: the outputs Dockerfile and Makefile are one file, by a link: remove the link, or give one of them \
         another path in [outputs]\n",
    );
    assert_eq!(files(&project), before);
}

#[test]
fn no_link_leads_an_output_into_git() {
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
