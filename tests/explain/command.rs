//! `tvgen explain`: arguments and complete output.

use std::{fmt::Write, path::Path, process::ExitCode};

use tvgen::{
    cli::run_with,
    compile::compile_with,
    emit::emit,
    report::explain,
    source::{CompileInputs, Source},
};

use crate::support::{assert_snapshot, compile_spec, project::Project, read_spec, spec_names};

/// A project with the spec `name`.
fn project(name: &str) -> Project {
    Project::new()
        .file("tvgen.toml", &read_spec(name))
        .file("platform/platform.toml", &read_spec("platform/platform"))
}

/// The `FILE:LINE` of the first line in the output `file` of the spec `spec` that starts with `start`.
#[track_caller]
fn find_line(spec: &str, file: &str, start: &str) -> String {
    let artifacts = compile_spec(spec).1.artifacts;
    let mut found = artifacts.iter().filter(|artifact| artifact.path == file);
    let artifact = found.next().expect("the output exists");
    let line = artifact
        .text
        .lines()
        .position(|line| line.trim().starts_with(start));
    format!("{file}:{}", line.expect("the line exists") + 1)
}

/// [`assert_explained_in`] for the spec `three-stages`.
#[track_caller]
fn assert_explained(file: &str, start: &str, name: &str) {
    assert_explained_in("three-stages", file, start, name);
}

/// Asserts that the explanation of the first line of `file` that starts with `start` matches the snapshot `name`, except for
/// the line number.
#[track_caller]
fn assert_explained_in(spec: &str, file: &str, start: &str, name: &str) {
    let line = find_line(spec, file, start);
    let run = project(spec).run(&["explain", &line]).code(0).stderr("");
    let shown = run.out().replacen(&line, &format!("{file}:LINE"), 1);
    assert_snapshot("explain", name, &shown);
}

#[test]
fn a_line_is_explained_by_its_keys_and_its_reason() {
    const WORKFLOW: &str = ".github/workflows/build_and_deploy.yml";
    assert_explained("Dockerfile", "# Made by", "line_of_the_header");
    assert_explained("Dockerfile", "FROM", "line_of_an_image");
    assert_explained("Dockerfile", "'openssl", "line_of_a_package");
    assert_explained(
        "Dockerfile",
        "&& bundle config set --local frozen",
        "line_without_a_key",
    );
    assert_explained("Dockerfile", "&& bundle install", "line_of_a_default");
    assert_explained("Dockerfile", "USER", "line_of_a_user");
    assert_explained(".dockerignore", "**/.env", "line_of_a_pattern");
    assert_explained(".dockerignore", "*.md", "line_of_a_pattern_of_the_spec");
    assert_explained("Makefile", "hash=", "line_of_a_script_in_the_makefile");
    assert_explained(
        "Makefile",
        "--cache-from $(REPOSITORY):compile-main",
        "line_of_a_cache",
    );
    assert_explained(WORKFLOW, "commit=$(git", "line_of_a_script_in_the_workflow");
    assert_explained(
        WORKFLOW,
        "type=registry,ref=",
        "line_of_a_cache_in_the_workflow",
    );
}

#[test]
fn a_workflow_line_is_explained_by_its_keys_and_its_reason() {
    const WORKFLOW: &str = ".github/workflows/build_and_deploy.yml";
    const CLEANUP: &str = ".github/workflows/delete_review_app.yml";
    const PIPELINE: &str = ".github/workflows/pipeline.yml";
    assert_explained(
        WORKFLOW,
        "- name: Build and cache the compile stage",
        "line_of_a_step",
    );
    assert_explained(
        WORKFLOW,
        "if: github.event_name == 'push'",
        "line_of_a_condition",
    );
    assert_explained(
        WORKFLOW,
        "type=registry,ref=ghcr.io/dfe-digital/publish-courses:compile-main",
        "line_of_the_cache_of_the_trunk",
    );
    assert_explained(WORKFLOW, "master_key=", "line_of_a_build_secret");
    assert_explained(CLEANUP, "delete_review:", "line_of_a_job");
    assert_explained(CLEANUP, "make ci review", "line_of_a_step_that_destroys");
    let assert_hook_explained =
        |start, name| assert_explained_in("everything", PIPELINE, start, name);
    assert_hook_explained("pull-requests: write", "line_of_a_permission_of_a_hook");
    assert_hook_explained("- name: Tell the pull request", "line_of_a_hook");
    assert_hook_explained("- audit", "line_of_a_need");
    assert_hook_explained("(failure()", "line_of_the_condition_to_notify");
}

#[test]
fn every_line_of_every_output_can_be_explained() {
    for name in spec_names() {
        let (source, outcome) = compile_spec(&name);
        for artifact in &outcome.artifacts {
            let lines = artifact.text.lines().count();
            for line in 1..=lines {
                let text = explain::describe_line(&source, Path::new(""), artifact, line, None)
                    .unwrap_or_else(|| panic!("{name}: {}:{line}", artifact.path));
                assert!(text.as_str().lines().count() > 4, "{name}: {text:?}");
            }
            for line in [0, lines + 1, usize::MAX] {
                let text = explain::describe_line(&source, Path::new(""), artifact, line, None);
                assert!(text.is_none());
            }
        }
    }
}

#[test]
fn a_key_is_explained_by_the_lines_that_it_reaches() {
    let project = project("three-stages");
    let case = |key: &str, name: &str| {
        let run = project.run(&["explain", "--spec", key]).code(0);
        assert_eq!(project.run(&["explain", key]).code(0).out(), run.out());
        run.stderr("").snapshot_of("explain", name);
    };
    case("base.ruby", "key_of_an_image");
    case("stages.compile.packages", "key_of_packages");
    case("stages.compile.packages[2]", "key_of_a_package");
    case("bundle.settings.\"build.charlock_holmes\"", "key_in_quotes");
    case("cache.trunk", "key_of_a_branch");
    case("environments.review.on", "key_of_an_event");
    case("base.digest", "key_of_a_default");
    case("environments.review.label", "unset_key");
    case("spec", "key_that_reaches_nothing");
    project
        .run(&["explain", "base.packages[1].version"])
        .code(0)
        .stderr("note: `base.packages[1].version` is part of `base.packages[1]`; these are the lines of `base.packages[1]`\n");
}

#[test]
fn the_spec_and_the_key_are_accepted_in_any_order() {
    let project = Project::new().file(
        "service/tvgen.toml",
        &(read_spec("minimal") + "\n[outputs]\ndocs = false\n"),
    );
    let artifacts = compile_spec("minimal").1.artifacts;
    let mut expected = String::new();
    for (number, line) in artifacts[0].text.lines().enumerate() {
        if line.starts_with("FROM ruby:3.4.7-alpine AS ") {
            let _ = writeln!(expected, "service/Dockerfile:{}: {line}", number + 1);
        }
    }
    for arguments in [
        ["--spec", "service/tvgen.toml", "--spec", "base.ruby"],
        ["--spec", "base.ruby", "--spec", "service"],
    ] {
        let arguments = [&["explain"], arguments.as_slice()].concat();
        project.run(&arguments).code(0).stderr("").stdout(&expected);
    }
    project
        .run(&["explain", "base.ruby", "--spec", "service"])
        .code(0)
        .stdout(&expected);
    project
        .run_with(
            &["explain", "base.ruby", "--spec", "-"],
            &(read_spec("minimal") + "\n[outputs]\ndocs = false\n"),
        )
        .code(0)
        .stdout(&expected.replace("service/", ""));
}

#[test]
fn an_output_can_be_named_by_id_or_by_path() {
    let project = Project::new().file("service/tvgen.toml", &read_spec("minimal"));
    let whole = project.path("service/Makefile:15").display().to_string();
    let expected = project
        .run(&["explain", "makefile:15", "--spec", "service"])
        .code(0)
        .out();
    assert!(expected.starts_with("service/Makefile:15\n"), "{expected}");
    for name in [
        "Makefile:15",
        "./Makefile:15",
        "service/Makefile:15",
        "./service/../service/Makefile:15",
        &whole,
    ] {
        project
            .run(&["explain", name, "--spec", "service/tvgen.toml"])
            .code(0)
            .stdout(&expected);
    }
}

#[test]
fn an_inherited_key_is_located_in_the_base_spec() {
    let project = Project::repository()
        .file("platform.toml", "spec = 1\n[base]\nruby = \"3.4.7\"\n")
        .file(
            "hello/tvgen.toml",
            &read_spec("minimal")
                .replace("spec = 1\n", "spec = 1\nextends = \"../platform.toml\"\n")
                .replace("[base]\nruby = \"3.4.7\"\n", "[base]\nalpine = \"3.22\"\n"),
        );
    project
        .run(&["explain", "Dockerfile:5", "--spec", "hello"])
        .code(0)
        .stderr("")
        .snapshot_of("explain", "line_of_two_files");
}

#[test]
fn a_drifted_file_is_explained_as_rendered() {
    let project = Project::new().file("tvgen.toml", &read_spec("minimal"));
    project.run(&["render"]).code(0);
    let expected = project
        .run(&["explain", "Makefile:4"])
        .code(0)
        .stderr("")
        .out();
    let edited = project.read("Makefile") + "all:\n";
    let note =
        |why: &str| format!("note: Makefile {why}; line numbers refer to the rendered file\n");
    let project = project.file("Makefile", &edited);
    project
        .run(&["explain", "Makefile:4"])
        .code(0)
        .stdout(&expected)
        .stderr(&note("was edited by hand"));
    project
        .file("Makefile", "all:\n")
        .run(&["explain", "Makefile:4"])
        .code(0)
        .stdout(&expected)
        .stderr(&note("was not generated by tvgen"));
}

#[test]
fn a_rule_is_explained_by_code_or_name() {
    let project = Project::new();
    let run = project.run(&["explain", "TV0201"]).code(0).stderr("");
    for name in ["tv0201", "inexact-ruby"] {
        project.run(&["explain", name]).code(0).stdout(&run.out());
    }
    run.snapshot_of("explain", "rule");
}

#[test]
fn a_subject_that_cannot_be_explained_is_reported() {
    let moved = "\n[outputs]\nmakefile = \"build/Makefile\"\ndockerfile = false\ndocs = false\n";
    let project = Project::new().file("tvgen.toml", &(read_spec("minimal") + moved));
    let rendered = project
        .run(&["render", "--stdout", "--only", "makefile"])
        .out();
    let lines = rendered.lines().count();
    let fails = |arguments: &[&str], error: &str| {
        let arguments = [&["explain"], arguments].concat();
        let run = project.run(&arguments).code(2).stdout("");
        run.stderr(&format!("error: {error}\n"));
    };
    fails(
        &["makefile:999"],
        &format!("build/Makefile has {lines} lines: line 999 does not exist"),
    );
    fails(
        &["makefile:0"],
        &format!("build/Makefile has {lines} lines: line 0 does not exist"),
    );
    fails(
        &["build/Makefile:99999999999999999999"],
        &format!(
            "build/Makefile has {lines} lines: line {} does not exist",
            usize::MAX
        ),
    );
    fails(
        &["./Makefile:3"],
        "`outputs.makefile` at tvgen.toml:16:1 moves `./Makefile` to `build/Makefile`: name a line of that file",
    );
    fails(
        &["Dockerfile:3"],
        "`outputs.dockerfile` at tvgen.toml:17:1 disables `Dockerfile`",
    );
    fails(
        &["review_cleanup:3"],
        "tvgen.toml does not render `review_cleanup`",
    );
    fails(
        &["dockerignor:3"],
        "unknown output `dockerignor`: did you mean `.dockerignore`?",
    );
    fails(
        &["src/main.rb:3"],
        "unknown output `src/main.rb`: write one of `.dockerignore`, \
         `.github/workflows/build_and_deploy.yml`, `build/Makefile`",
    );
    fails(
        &["base.rubi"],
        "unknown key `base.rubi`: did you mean `ruby`?",
    );
    fails(&["base.ruby.x[0]"], "unknown key `base.ruby.x`");
    fails(&["base.ruby[0]"], "unknown key `base.ruby[0]`");
    fails(
        &["--spec", "base.rubi"],
        "unknown key `base.rubi`: did you mean `ruby`?",
    );
    fails(
        &["inexact-rubi"],
        "`inexact-rubi` is not a line of an output, a key or a rule: did you mean `inexact-ruby`?",
    );
    fails(
        &["Makefile"],
        "name a line of `Makefile`: tvgen explain Makefile:1",
    );
    fails(
        &["base.ruby", "--spec", "a.toml", "--spec", "b.toml"],
        "expected one spec, got 2",
    );
    fails(
        &["--spec", "base.ruby", "--spec", "base.alpine"],
        "expected one key, got 2",
    );
    for arguments in [&["x:y"][..], &["a..b"], &["TV99"]] {
        let arguments = [&["explain"], arguments].concat();
        project
            .run(&arguments)
            .code(2)
            .stdout("")
            .snapshot_stderr_of(
                "explain",
                &format!(
                    "not_{}",
                    arguments[1].replace(|c: char| !c.is_alphanumeric(), "_")
                ),
            );
    }
    project
        .run(&["explain"])
        .code(2)
        .stdout("")
        .snapshot_stderr_of("explain", "missing_subject");
    Project::new()
        .run(&["explain", "base.ruby"])
        .code(2)
        .stdout("")
        .snapshot_stderr_of("explain", "no_spec");
}

#[test]
fn a_spec_with_errors_reports_only_the_errors() {
    let spec = read_spec("minimal").replace("3.4.7", "3.4");
    let project = Project::new().file("tvgen.toml", &spec);
    for subject in ["Dockerfile:3", "base.ruby"] {
        let run = project.run(&["explain", subject]).code(1).stdout("");
        run.snapshot_stderr_of("explain", "a_spec_with_errors");
    }
}

#[test]
fn outputs_that_differ_from_the_plan_are_not_explained() {
    let project = Project::new().file("tvgen.toml", &read_spec("minimal"));
    let spec = project.path("tvgen.toml").display().to_string();
    let broken = |source: &Source, inputs: &CompileInputs| {
        compile_with(source, inputs, |plan, spec| {
            let mut artifacts = emit(plan, spec);
            artifacts[0].text = artifacts[0].text.replace("EXPOSE 3000", "EXPOSE 3001");
            artifacts
        })
    };
    for subject in ["Dockerfile:5", "base.ruby"] {
        let (mut results, mut messages) = (Vec::new(), Vec::new());
        let arguments = ["tvgen", "explain", subject, "--spec", &spec];
        let code = run_with(&arguments, broken, &mut results, &mut messages);
        let messages = String::from_utf8(messages).expect("the output is UTF-8");
        assert_eq!(code, ExitCode::from(2), "{messages}");
        assert_eq!(results, b"", "{subject}");
        assert!(messages.contains("3001"), "{messages}");
    }
}
