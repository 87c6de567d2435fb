//! The paths that `tvgen new` writes, and existing files, which it never overwrites.

use crate::support::project::Project;

const IMAGE: &[&str] = &[
    "new",
    "payments",
    "--template",
    "image",
    "--set",
    "repository=ghcr.io/acme/payments",
];

/// The arguments of [`IMAGE`] and `more`.
fn with_arguments<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [IMAGE, more].concat()
}

#[test]
fn an_existing_spec_is_never_overwritten() {
    let project = Project::new().file("payments/tvgen.toml", "spec = 1\n");
    project.run(IMAGE).code(2).stdout("").stderr(
        "error: payments/tvgen.toml already exists, and `tvgen new` does not overwrite files\n\
         help: to check its files, run `tvgen check`; to start over, move it away or choose another folder with `--out`\n",
    );
    assert_eq!(project.read("payments/tvgen.toml"), "spec = 1\n");
}

#[test]
fn existing_outputs_are_listed_and_nothing_is_written() {
    let project = Project::new()
        .file("payments/Dockerfile", "FROM ruby\n")
        .file("payments/Makefile", "all:\n");
    project.run(IMAGE).code(1).stderr(
        "error: payments/Dockerfile, payments/Makefile already exist, and `tvgen new` does not overwrite files: \
         nothing was written\nhelp: move them away; or write only the spec with --no-render, compare with `tvgen check`, move what you \
         want to keep into the spec, and replace them with `tvgen render --force`\n",
    );
    assert!(!project.path("payments/tvgen.toml").exists());
    assert_eq!(project.read("payments/Dockerfile"), "FROM ruby\n");
    project
        .run(&with_arguments(&["--no-render", "--quiet"]))
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
        .run(&with_arguments(&["--dry-run", "--no-render"]))
        .code(0)
        .stderr("");
    crate::support::assert_snapshot("new", "dry_run", &run.out());
    assert_eq!(project.list(), [""; 0]);
}

#[test]
fn a_service_is_created_in_an_existing_project_or_a_new_folder() {
    let cases = [
        (vec![], &[][..], "payments/tvgen.toml"),
        (vec!["Gemfile", "Gemfile.lock"], &[], "tvgen.toml"),
        (vec![".git/HEAD"], &[], "tvgen.toml"),
        (
            vec!["Gemfile", "Gemfile.lock"],
            &["--out", "services/pay"],
            "services/pay/tvgen.toml",
        ),
    ];
    for (files, more, spec) in cases {
        let project = files
            .iter()
            .fold(Project::new(), |project, file| project.file(file, ""));
        project
            .run(&with_arguments(&[more, &["--no-render"]].concat()))
            .code(0);
        assert!(project.path(spec).is_file(), "{files:?} {more:?}");
    }
}

#[test]
fn json_lists_every_file() {
    let run = Project::new()
        .run(&with_arguments(&["--no-render", "--format", "json"]))
        .code(0)
        .stderr("");
    let report: serde_json::Value = serde_json::from_str(&run.out()).expect("valid JSON");
    assert_eq!(report["findings"], serde_json::json!([]));
    assert_eq!(report["files"][0]["path"], "payments/tvgen.toml");
    assert_eq!(report["files"][0]["done"], "wrote");
    assert_eq!(report["files"].as_array().map(Vec::len), Some(1));
}

#[test]
fn an_answer_that_a_rule_rejects_is_never_written() {
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
