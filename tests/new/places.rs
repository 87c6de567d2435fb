//! Where the files go, and what is never done to files that are there.

use crate::support::project::Project;

const IMAGE: &[&str] = &[
    "new",
    "payments",
    "--template",
    "image",
    "--set",
    "repository=ghcr.io/acme/payments",
];

/// The arguments of [`IMAGE`], and `more`.
fn image<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [IMAGE, more].concat()
}

#[test]
fn a_spec_that_is_there_is_never_written_over() {
    let project = Project::new().file("payments/tvgen.toml", "spec = 1\n");
    project.run(IMAGE).code(2).stdout("").stderr(
        "error: payments/tvgen.toml is there already, and tvgen new writes over no file\n\
         `tvgen check` tells whether its files are as it says; to begin anew, move it away, or name another folder with --out\n",
    );
    assert_eq!(project.read("payments/tvgen.toml"), "spec = 1\n");
}

#[test]
fn outputs_that_are_there_are_named_and_nothing_is_written() {
    let project = Project::new()
        .file("payments/Dockerfile", "FROM ruby\n")
        .file("payments/Makefile", "all:\n");
    project.run(IMAGE).code(1).stderr(
        "error: payments/Dockerfile, payments/Makefile are there already, and tvgen new writes over no file: nothing was \
         written\nMove them away; or write the spec alone with --no-render, compare with `tvgen check`, take into the spec what \
         you want to keep, and replace them with `tvgen render --force`\n",
    );
    assert!(!project.path("payments/tvgen.toml").exists());
    assert_eq!(project.read("payments/Dockerfile"), "FROM ruby\n");
    project
        .run(&image(&["--no-render", "--quiet"]))
        .code(0)
        .stdout("")
        .stderr("");
    assert!(project.path("payments/tvgen.toml").exists());
    assert_eq!(project.read("payments/Makefile"), "all:\n");
}

#[test]
fn a_dry_run_shows_the_files_and_writes_none() {
    let project = Project::new();
    let run = project
        .run(&image(&["--dry-run", "--no-render"]))
        .code(0)
        .stderr("");
    crate::support::snapshot("new", "dry_run", &run.out());
    assert_eq!(project.list(), [""; 0]);
}

#[test]
fn a_service_is_made_where_one_lies_and_else_in_a_folder_of_its_name() {
    let cases = [
        (vec![], &[][..], "payments/tvgen.toml"),
        (vec!["Gemfile"], &[], "tvgen.toml"),
        (vec![".git/HEAD"], &[], "tvgen.toml"),
        (
            vec!["Gemfile"],
            &["--out", "services/pay"],
            "services/pay/tvgen.toml",
        ),
    ];
    for (files, more, spec) in cases {
        let there = files
            .iter()
            .fold(Project::new(), |project, file| project.file(file, ""));
        there
            .run(&image(&[more, &["--no-render"]].concat()))
            .code(0);
        assert!(there.path(spec).is_file(), "{files:?} {more:?}");
    }
}

#[test]
fn programs_are_told_of_each_file() {
    let run = Project::new()
        .run(&image(&["--no-render", "--format", "json"]))
        .code(0)
        .stderr("");
    let report: serde_json::Value = serde_json::from_str(&run.out()).expect("it is JSON");
    assert_eq!(report["findings"], serde_json::json!([]));
    assert_eq!(report["files"][0]["path"], "payments/tvgen.toml");
    assert_eq!(report["files"][0]["done"], "wrote");
    assert_eq!(report["files"].as_array().map(Vec::len), Some(1));
}

#[test]
fn an_answer_that_no_rule_takes_is_never_written() {
    let project = Project::new();
    project
        .run(&[
            "new",
            "payments",
            "--template",
            "image",
            "--set",
            "repository=ghcr.io/Acme/x y",
        ])
        .code(2)
        .stdout("")
        .snapshot_stderr_of("new", "refused_by_a_rule");
    assert_eq!(project.list(), [""; 0]);
}
