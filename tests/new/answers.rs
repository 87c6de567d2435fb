//! Answers: what is missing, what does not fit, what arrives, and files of them.

use super::builtin::arguments;
use crate::support::project::Project;

const REPOSITORY: &str = "repository=ghcr.io/acme/payments";

#[test]
fn one_error_tells_all_that_is_missing_and_all_that_does_not_fit() {
    let sets = [
        "short=TOOLONG",
        "environments=staging, prod",
        "javascript=yran",
        "postgres=maybe",
        "ruby=3.4",
    ];
    let project = Project::new();
    project
        .run(&arguments("payments", "web", &sets))
        .code(2)
        .stdout("")
        .snapshot_stderr_of("new", "faults");
    assert_eq!(project.list(), [""; 0]);
}

#[test]
fn a_default_that_waits_for_a_wrong_answer_is_not_called_missing() {
    Project::new()
        .run(&arguments("Payments", "image", &[]))
        .code(2)
        .stdout("")
        .stderr(
            "error: 1 answer is missing, 1 answer does not fit, and nothing was written\n  \
             name: `Payments` does not fit: lower-case letters, digits and dashes, at most 63 (the command line)\n  \
             Repository of its images (as in ghcr.io/acme/hello): give it with --set repository=…\n",
        );
    Project::new()
        .file(".git/config", "[remote \"origin\"]\n\turl = https://github.com/Acme/payments.git\n")
        .run(&arguments("Payments", "image", &[]))
        .code(2)
        .stdout("")
        .stderr(
            "error: 1 answer does not fit, and nothing was written\n  \
             name: `Payments` does not fit: lower-case letters, digits and dashes, at most 63 (the command line)\n",
        );
}

#[test]
fn what_no_question_takes_is_an_error_on_the_command_line() {
    let cases = [
        (
            "rubby=3.4.7",
            "error: --set rubby: the template asks nothing of that name: did you mean `ruby`?\n",
        ),
        (
            "ruby",
            "error: `--set ruby` sets nothing: write `--set KEY=VALUE`\n",
        ),
        (
            "name=others",
            "error: name is `payments`, and `others`: say one of them\n",
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
        .stderr("error: there is no template `imgae`, and no such file: did you mean `image`?\n");
}

#[test]
fn a_nasty_answer_arrives_as_it_was_given_or_is_refused() {
    let nasty = [
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
    for title in nasty {
        let project = Project::new();
        let set = format!("title={title}");
        let run = project.run(&arguments("payments", "image", &[REPOSITORY, &set]));
        if title.contains('\n') {
            run.code(2).stdout("").stderr(
                "error: 1 answer does not fit, and nothing was written\n  title: \
                 \"\\\"]\\n[deploy]\" is not one line of plain text (--set)\n",
            );
            continue;
        }
        run.code(0);
        let spec: toml::Table = project
            .read("payments/tvgen.toml")
            .parse()
            .expect("it is TOML");
        assert_eq!(spec["service"]["title"].as_str(), Some(title));
        assert_eq!(spec.len(), 8, "{title}");
    }
}

#[test]
fn the_parameters_of_the_older_script_are_answers() {
    let parameters = r#"#!/usr/bin/env bash
# Parameters of the service
set -eu

export SERVICE_NAME=payments   # what it is called
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
            "--answers",
            "parameters.sh",
            "--set",
            "javascript=none",
        ])
        .code(0)
        .stderr("note: parameters.sh line 14: no question of the template takes ARM_TEMPLATE_TAG\n")
        .snapshot_of("new", "parameters");
}

#[test]
fn the_line_that_called_the_older_script_is_a_file_of_answers_too() {
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
        .expect("it is TOML");
    assert_eq!(spec["service"]["title"].as_str(), Some("Pay it"));
    assert_eq!(
        spec["registries"]["ghcr"]["repository"].as_str(),
        Some("ghcr.io/acme/pay")
    );
}

#[test]
fn no_shell_is_run_for_parameters() {
    let cases = [
        (
            "A=$(id)",
            "a command would have to be run, and tvgen runs none: write its result",
        ),
        (
            "A=`id`",
            "a command would have to be run, and tvgen runs none: write its result",
        ),
        (
            "A=\"x $(id)\"",
            "a command would have to be run, and tvgen runs none: write its result",
        ),
        (
            "A=$B",
            "`$B` is not set above: write its value, or single quotes around a `$` of your own",
        ),
        ("A='x", "the quotes are not closed on their line"),
        ("A=x|y", "`|` is for a shell: put the value in quotes"),
        ("A=(x", "the list is not closed on its line: write `)`"),
    ];
    for (line, why) in cases {
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
            .stderr(&format!("error: parameters line 2: A: {why}\n"));
    }
}

#[test]
fn a_file_of_toml_has_answers_too_and_the_command_line_comes_first() {
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
            "error: name is `refunds`, and `payments` by answers.toml line 1: say one of them\n",
        );
    Project::new()
        .file("answers.toml", "name = 1.5\n")
        .run(&["new", "--answers", "answers.toml"])
        .code(2)
        .stderr(
            "error: answers.toml line 1: `name` is a float: write a text, a number, `true`, `false` or a list of texts\n",
        );
}
