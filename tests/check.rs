//! `tvgen check`: what it says of each file, and that it changes none.

use crate::support::{HELLO, project::Project};

fn rendered() -> Project {
    let project = Project::new().file("tvgen.toml", HELLO);
    project.run(&["render"]).code(0);
    project
}

#[test]
fn files_that_are_what_the_spec_says_are_one_line() {
    rendered()
        .run(&["check"])
        .code(0)
        .stderr("")
        .stdout("5 files are what the spec says\n");
    rendered().run(&["check", "--quiet"]).code(0).stdout("");
}

#[test]
fn a_checkout_with_other_line_ends_is_no_drift() {
    let project = rendered();
    let crlf = project.read("Makefile").replace('\n', "\r\n");
    project.file("Makefile", &crlf).run(&["check"]).code(0);
}

#[test]
fn a_file_left_over_is_told_without_its_text() {
    let spec = format!("{HELLO}\n[outputs]\nmakefile = false\n");
    let project = rendered().file("tvgen.toml", &spec);
    project.run(&["render"]).code(0);
    project.run(&["check"]).code(1).stderr("").stdout(
        "Makefile: made by tvgen, and no output of the spec any more\n\
             To remove it: tvgen render --prune\n\n",
    );
}

#[test]
fn each_file_that_drifted_has_its_cause_and_what_mends_it() {
    let project = rendered();
    let edited = project
        .read("Makefile")
        .replace(":= help", ":= verify-image");
    let project = project
        .file("Makefile", &edited)
        .file(".dockerignore", "*.log\n");
    std::fs::remove_file(project.path("Dockerfile")).expect("it was written");
    let before = project.list();
    project.run(&["check"]).code(1).stderr("").snapshot("check");
    assert_eq!(project.list(), before);
    assert_eq!(project.read("Makefile"), edited);
}

#[test]
fn a_spec_that_changed_makes_its_files_stale() {
    let project = rendered().file("tvgen.toml", &HELLO.replace("3.4.7", "3.4.8"));
    project.run(&["check"]).code(1).snapshot("check_stale");
    project.run(&["render"]).code(0);
    project.run(&["check"]).code(0);
}

#[test]
fn the_command_that_it_names_mends_the_file() {
    let project = Project::new().file("service/tvgen.toml", HELLO);
    project.run(&["render", "service"]).code(0);
    let project = project.file("service/Makefile", "help:\n");
    project.run(&["check", "service"]).code(1);
    project
        .run(&[
            "render",
            "service/tvgen.toml",
            "--only",
            "makefile",
            "--force",
        ])
        .code(0);
    project.run(&["check", "service"]).code(0);
}

#[test]
fn a_spec_with_an_error_is_answered_with_it() {
    let project = rendered().file("tvgen.toml", &HELLO.replace("3.4.7", "3.4"));
    project.run(&["check"]).code(1).stdout("");
}

#[test]
fn a_file_of_another_version_is_told_from_a_stale_one_and_is_replaced() {
    let project = rendered();
    let older = project
        .read("Makefile")
        .replace("Made by tvgen ", "Made by tvgen 0");
    let project = project.file("Makefile", &older);
    let run = project.run(&["check"]).code(1);
    let cause = "Makefile: made by another version of tvgen\n";
    assert!(run.out().starts_with(cause), "{}", run.out());
    project.run(&["render", "--quiet"]).code(0);
    project.run(&["check"]).code(0);
}
