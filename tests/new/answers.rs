//! Answers on the command line and in files: missing, invalid and hostile ones.

use super::builtin::arguments;
use crate::support::project::Project;

const REPOSITORY: &str = "repository=ghcr.io/acme/payments";

#[test]
fn one_error_lists_all_missing_and_invalid_answers() {
    let sets = [
        "short=TOOLONG",
        "environments=staging, prod",
        "javascript=yran",
        "postgres=maybe",
        "ruby=3.4",
    ];
    let project = Project::new();
    project
        .run(&arguments("payments", "dfe-web", &sets))
        .code(2)
        .stdout("")
        .snapshot_stderr_of("new", "errors");
    assert_eq!(project.list(), [""; 0]);
}

#[test]
fn a_default_that_depends_on_an_invalid_answer_is_not_missing() {
    Project::new()
        .run(&arguments("Payments", "image", &[]))
        .code(2)
        .stdout("")
        .stderr(
            "error: 1 answer is missing, 1 answer is invalid; nothing was written\n  \
             name: `Payments` is not a valid answer: at most 63 lower-case letters, digits and dashes, with no dash at either end (the command line)\n  \
             Image repository (such as ghcr.io/acme/hello): pass --set repository=…\n",
        );
    Project::new()
        .file(".git/config", "[remote \"origin\"]\n\turl = https://github.com/Acme/payments.git\n")
        .run(&arguments("Payments", "image", &[]))
        .code(2)
        .stdout("")
        .stderr(
            "error: 1 answer is invalid; nothing was written\n  \
             name: `Payments` is not a valid answer: at most 63 lower-case letters, digits and dashes, with no dash at either end (the command line)\n",
        );
}

#[test]
fn an_answer_without_a_question_is_an_error() {
    let cases = [
        (
            "rubby=3.4.7",
            "error: --set rubby: the template has no question `rubby`: did you mean `ruby`?\n",
        ),
        (
            "ruby",
            "error: invalid `--set ruby`: write `--set KEY=VALUE`\n",
        ),
        (
            "name=others",
            "error: name is set to `payments` and to `others`: remove one of them\n",
        ),
    ];
    for (set, error) in cases {
        Project::new()
            .run(&arguments("payments", "image", &[set]))
            .code(2)
            .stdout("")
            .stderr(error);
    }
    Project::new()
        .run(&arguments("payments", "imgae", &[]))
        .code(2)
        .stdout("")
        .stderr("error: no template or file `imgae`: did you mean `image`?\n");
}

#[test]
fn a_hostile_answer_arrives_unchanged_or_is_rejected() {
    let hostile = [
        "It's \"here\"",
        "${{ secrets.TOKEN }}",
        "$(touch pwned) `id`",
        "\"]\n[deploy]",
        "\"] # x",
        "'''",
        "\\",
        "{pr} {name} {{",
        "ünïcode — 🚀",
    ];
    for title in hostile {
        let project = Project::new();
        let set = format!("title={title}");
        let run = project.run(&arguments("payments", "image", &[REPOSITORY, &set]));
        if title.contains('\n') {
            run.code(2).stdout("").stderr(
                "error: 1 answer is invalid; nothing was written\n  title: \
                 \"\\\"]\\n[deploy]\" contains a control character (--set)\n",
            );
            continue;
        }
        run.code(0);
        let spec: toml::Table = project
            .read("payments/tvgen.toml")
            .parse()
            .expect("valid TOML");
        assert_eq!(spec["service"]["title"].as_str(), Some(title));
        assert_eq!(spec.len(), 8, "{title}");
    }
}

#[test]
fn the_parameter_file_of_the_old_script_contains_answers() {
    let parameters = r#"#!/usr/bin/env bash
# Parameters of the service
set -eu

export SERVICE_NAME=payments   # its name
SERVICE_SHORT='pay'
SERVICE_PRETTY="Payments \"plus\""
DOCKER_REPOSITORY=ghcr.io/acme/${SERVICE_NAME}
NAMESPACE_PREFIX=bat; DNS_ZONE_NAME=payments.education.gov.uk
ENVIRONMENTS=(review production)
POSTGRES=false
REDIS=TRUE
RAILS_APPLICATION=true
ARM_TEMPLATE_TAG=1.1.16
"#;
    Project::new()
        .file("parameters.sh", parameters)
        .run(&[
            "new",
            "--template",
            "dfe-web",
            "--answers",
            "parameters.sh",
            "--set",
            "javascript=none",
        ])
        .code(0)
        .stderr("note: parameters.sh line 14: the template has no question for ARM_TEMPLATE_TAG\n")
        .snapshot_of("new", "parameters");
}

#[test]
fn the_command_line_of_the_old_script_contains_answers() {
    let line = "make new_service SERVICE_NAME=payments SERVICE_PRETTY=\"Pay it\" DOCKER_REPOSITORY=ghcr.io/acme/pay\n";
    let project = Project::new().file("called.txt", line);
    let new = ["new", "--template", "image", "--answers", "called.txt"];
    project
        .run(&[&new[..], &["--no-render", "--quiet"]].concat())
        .code(0)
        .stdout("")
        .stderr("");
    let spec: toml::Table = project
        .read("payments/tvgen.toml")
        .parse()
        .expect("valid TOML");
    assert_eq!(spec["service"]["title"].as_str(), Some("Pay it"));
    assert_eq!(
        spec["registries"]["ghcr"]["repository"].as_str(),
        Some("ghcr.io/acme/pay")
    );
}

#[test]
fn no_command_in_a_parameter_file_is_run() {
    let cases = [
        ("A=$(id)", "tvgen does not run commands: write the result"),
        ("A=`id`", "tvgen does not run commands: write the result"),
        (
            "A=\"x $(id)\"",
            "tvgen does not run commands: write the result",
        ),
        (
            "A=$B",
            "`$B` is not set above: write its value, or single quotes around a literal `$`",
        ),
        ("A='x", "the quotes are not closed on this line"),
        ("A=x|y", "`|` is a shell operator: put the value in quotes"),
        ("A=(x", "the list is not closed on this line: write `)`"),
    ];
    for (line, reason) in cases {
        Project::new()
            .file("parameters", &format!("# x\n{line}\n"))
            .run(&[
                "new",
                "payments",
                "--template",
                "image",
                "--answers",
                "parameters",
            ])
            .code(2)
            .stdout("")
            .stderr(&format!("error: parameters line 2: A: {reason}\n"));
    }
}

#[test]
fn the_command_line_overrides_a_toml_file_of_answers() {
    let answers = "name = \"payments\"\nrepository = \"ghcr.io/acme/payments\"\npostgres = false\nruby = \"3.4.6\"\n";
    let project = Project::new().file("answers.toml", answers);
    project
        .run(&[
            "new",
            "--template",
            "image",
            "--answers",
            "answers.toml",
            "--set",
            "ruby=3.4.7",
        ])
        .code(0)
        .stderr("")
        .snapshot_of("new", "answers");
    project
        .run(&["new", "refunds", "--answers", "answers.toml"])
        .code(2)
        .stdout("")
        .stderr(
            "error: name is `refunds`, but `payments` in answers.toml line 1: remove one of them\n",
        );
    Project::new()
        .file("answers.toml", "name = 1.5\n")
        .run(&["new", "--answers", "answers.toml"])
        .code(2)
        .stderr(
            "error: answers.toml line 1: `name` is a float: write a string, an integer, a boolean or an array of strings\n",
        );
}
