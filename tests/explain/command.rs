//! `tvgen explain`, as it is typed, and the whole of what comes back.

use std::{fmt::Write, path::Path, process::ExitCode};

use tvgen::{
    cli::run_with,
    compile::compile_with,
    emit::emit,
    report::explain,
    source::{Source, Surroundings},
};

use crate::support::{compiled, project::Project, snapshot, specs, text};

/// A folder with the spec `name`.
fn project(name: &str) -> Project {
    Project::new()
        .file("tvgen.toml", &text(name))
        .file("platform/platform.toml", &text("platform/platform"))
}

/// `FILE:LINE` of the first line of the output `file` of the spec `spec` that starts with `start`.
#[track_caller]
fn at(spec: &str, file: &str, start: &str) -> String {
    let artifacts = compiled(spec).1.artifacts;
    let mut found = artifacts.iter().filter(|artifact| artifact.path == file);
    let artifact = found.next().expect("there is such an output");
    let line = artifact
        .text
        .lines()
        .position(|line| line.trim().starts_with(start));
    format!("{file}:{}", line.expect("there is such a line") + 1)
}

/// [`case_of`] the spec `three-stages`.
#[track_caller]
fn case(file: &str, start: &str, name: &str) {
    case_of("three-stages", file, start, name);
}

/// What is printed of the first line of `file` that starts with `start`, where the spec is `spec`, is the snapshot
/// `name`, but for numbers of lines.
#[track_caller]
fn case_of(spec: &str, file: &str, start: &str, name: &str) {
    let line = at(spec, file, start);
    let run = project(spec).run(&["explain", &line]).code(0).stderr("");
    let shown = run.out().replacen(&line, &format!("{file}:LINE"), 1);
    snapshot("explain", name, &shown);
}

#[test]
fn a_line_tells_what_made_it() {
    const WORKFLOW: &str = ".github/workflows/build_and_deploy.yml";
    case("Dockerfile", "# Made by", "line_of_the_header");
    case("Dockerfile", "FROM", "line_of_an_image");
    case("Dockerfile", "'openssl", "line_of_a_package");
    case(
        "Dockerfile",
        "&& bundle config set --local frozen",
        "line_of_tvgen_alone",
    );
    case("Dockerfile", "&& bundle install", "line_of_a_default");
    case("Dockerfile", "USER", "line_of_a_user");
    case(".dockerignore", "**/.env", "line_of_a_pattern");
    case(".dockerignore", "*.md", "line_of_a_pattern_of_the_spec");
    case("Makefile", "hash=", "line_of_a_script_in_the_makefile");
    case(
        "Makefile",
        "--cache-from $(REPOSITORY):compile-main",
        "line_of_a_cache",
    );
    case(WORKFLOW, "commit=$(git", "line_of_a_script_in_the_workflow");
    case(
        WORKFLOW,
        "type=registry,ref=",
        "line_of_a_cache_in_the_workflow",
    );
}

#[test]
fn a_line_of_a_workflow_tells_what_made_it() {
    const WORKFLOW: &str = ".github/workflows/build_and_deploy.yml";
    const CLEANUP: &str = ".github/workflows/delete_review_app.yml";
    const PIPELINE: &str = ".github/workflows/pipeline.yml";
    case(
        WORKFLOW,
        "- name: Build and cache the compile stage",
        "line_of_a_step",
    );
    case(
        WORKFLOW,
        "if: github.event_name == 'push'",
        "line_of_a_condition",
    );
    case(
        WORKFLOW,
        "type=registry,ref=ghcr.io/dfe-digital/publish-courses:compile-main",
        "line_of_the_cache_of_the_trunk",
    );
    case(WORKFLOW, "master_key=", "line_of_a_build_secret");
    case(CLEANUP, "delete_review:", "line_of_a_job");
    case(CLEANUP, "make ci review", "line_of_a_step_that_destroys");
    let of_hooks = |start, name| case_of("everything", PIPELINE, start, name);
    of_hooks("pull-requests: write", "line_of_a_permission_of_a_hook");
    of_hooks("- name: Tell the pull request", "line_of_a_hook");
    of_hooks("- audit", "line_of_a_need");
    of_hooks("(failure()", "line_of_the_condition_to_notify");
}

#[test]
fn every_line_of_every_output_can_be_explained() {
    for name in specs() {
        let (source, outcome) = compiled(&name);
        for artifact in &outcome.artifacts {
            let lines = artifact.text.lines().count();
            for line in 1..=lines {
                let text = explain::line(&source, Path::new(""), artifact, line)
                    .unwrap_or_else(|| panic!("{name}: {}:{line}", artifact.path));
                assert!(text.lines().count() > 4, "{name}: {text}");
            }
            for line in [0, lines + 1, usize::MAX] {
                assert_eq!(explain::line(&source, Path::new(""), artifact, line), None);
            }
        }
    }
}

#[test]
fn a_key_tells_which_lines_it_reaches() {
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
    case("environments.review.label", "key_that_is_not_written");
    case("spec", "key_that_reaches_nothing");
    project
        .run(&["explain", "base.packages[1].version"])
        .code(0)
        .stderr("note: `base.packages[1].version` is read as a part of `base.packages[1]`, whose lines these are\n");
}

#[test]
fn the_spec_and_its_key_come_in_any_order() {
    let project = Project::new().file(
        "service/tvgen.toml",
        &(text("minimal") + "\n[outputs]\ndocs = false\n"),
    );
    let artifacts = compiled("minimal").1.artifacts;
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
            &(text("minimal") + "\n[outputs]\ndocs = false\n"),
        )
        .code(0)
        .stdout(&expected.replace("service/", ""));
}

#[test]
fn an_output_has_many_names() {
    let project = Project::new().file("service/tvgen.toml", &text("minimal"));
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
fn a_key_of_a_base_is_found_in_its_file() {
    let project = Project::repository()
        .file("platform.toml", "spec = 1\n[base]\nruby = \"3.4.7\"\n")
        .file(
            "hello/tvgen.toml",
            &text("minimal")
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
fn a_file_that_differs_is_explained_as_it_is_rendered() {
    let project = Project::new().file("tvgen.toml", &text("minimal"));
    project.run(&["render"]).code(0);
    let expected = project
        .run(&["explain", "Makefile:4"])
        .code(0)
        .stderr("")
        .out();
    let edited = project.read("Makefile") + "all:\n";
    let note = |why: &str| {
        format!("note: Makefile {why}; the lines are counted in the file that the spec renders\n")
    };
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
        .stderr(&note("was not made by tvgen"));
}

#[test]
fn a_rule_tells_what_it_is_about() {
    let project = Project::new();
    let run = project.run(&["explain", "TV0201"]).code(0).stderr("");
    for name in ["tv0201", "inexact-ruby"] {
        project.run(&["explain", name]).code(0).stdout(&run.out());
    }
    run.snapshot_of("explain", "rule");
}

#[test]
fn what_cannot_be_explained_is_said() {
    let moved = "\n[outputs]\nmakefile = \"build/Makefile\"\ndockerfile = false\ndocs = false\n";
    let project = Project::new().file("tvgen.toml", &(text("minimal") + moved));
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
        &format!("build/Makefile has the lines 1 to {lines}: there is no line 999"),
    );
    fails(
        &["makefile:0"],
        &format!("build/Makefile has the lines 1 to {lines}: there is no line 0"),
    );
    fails(
        &["build/Makefile:99999999999999999999"],
        &format!(
            "build/Makefile has the lines 1 to {lines}: there is no line {}",
            usize::MAX
        ),
    );
    fails(
        &["./Makefile:3"],
        "`outputs.makefile` at tvgen.toml:16:1 moves `./Makefile` to `build/Makefile`: name a line of that",
    );
    fails(
        &["Dockerfile:3"],
        "`outputs.dockerfile` at tvgen.toml:17:1 switches `Dockerfile` off: it has no lines",
    );
    fails(
        &["review_cleanup:3"],
        "nothing in tvgen.toml asks for `review_cleanup`: it has no lines",
    );
    fails(
        &["dockerignor:3"],
        "there is no output `dockerignor`: did you mean `.dockerignore`?",
    );
    fails(
        &["src/main.rb:3"],
        "there is no output `src/main.rb`: write one of `.dockerignore`, \
         `.github/workflows/build_and_deploy.yml`, `build/Makefile`",
    );
    fails(
        &["base.rubi"],
        "the format has no key `base.rubi`: did you mean `ruby`?",
    );
    fails(&["base.ruby.x[0]"], "the format has no key `base.ruby.x`");
    fails(&["base.ruby[0]"], "the format has no key `base.ruby[0]`");
    fails(
        &["--spec", "base.rubi"],
        "the format has no key `base.rubi`: did you mean `ruby`?",
    );
    fails(
        &["inexact-rubi"],
        "`inexact-rubi` is no line of an output, no key of the spec and no rule: did you mean `inexact-ruby`?",
    );
    fails(
        &["Makefile"],
        "name a line of `Makefile`: tvgen explain Makefile:1",
    );
    fails(
        &["base.ruby", "--spec", "a.toml", "--spec", "b.toml"],
        "2 specs are given: name one",
    );
    fails(
        &["--spec", "base.ruby", "--spec", "base.alpine"],
        "2 keys are given: name one",
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
        .snapshot_stderr_of("explain", "not_anything");
    Project::new()
        .run(&["explain", "base.ruby"])
        .code(2)
        .stdout("")
        .snapshot_stderr_of("explain", "no_spec");
}

#[test]
fn a_spec_with_errors_explains_these_alone() {
    let spec = text("minimal").replace("3.4.7", "3.4");
    let project = Project::new().file("tvgen.toml", &spec);
    for what in ["Dockerfile:3", "base.ruby"] {
        let run = project.run(&["explain", what]).code(1).stdout("");
        run.snapshot_stderr_of("explain", "a_spec_with_errors");
    }
}

#[test]
fn outputs_that_say_something_else_than_the_plan_are_not_explained() {
    let project = Project::new().file("tvgen.toml", &text("minimal"));
    let spec = project.path("tvgen.toml").display().to_string();
    let broken = |source: &Source, surroundings: &Surroundings| {
        compile_with(source, surroundings, |plan, spec| {
            let mut artifacts = emit(plan, spec);
            artifacts[0].text = artifacts[0].text.replace("EXPOSE 3000", "EXPOSE 3001");
            artifacts
        })
    };
    for what in ["Dockerfile:5", "base.ruby"] {
        let (mut results, mut messages) = (Vec::new(), Vec::new());
        let arguments = ["tvgen", "explain", what, "--spec", &spec];
        let code = run_with(&arguments, broken, &mut results, &mut messages);
        let messages = String::from_utf8(messages).expect("it prints UTF-8");
        assert_eq!(code, ExitCode::from(2), "{messages}");
        assert_eq!(results, b"", "{what}");
        assert!(messages.contains("3001"), "{messages}");
    }
}
