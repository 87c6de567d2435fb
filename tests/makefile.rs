//! The Makefile never executes a value that a caller sets, and removes only what it cloned.

mod expansion;
mod goals;
mod modules;

use std::{collections::BTreeSet, fs, process::Output};

use tvgen::spec::environments::MAKEFILE_VARIABLES;

use crate::support::{Stubs, artifact, planned, project::Project, rendered, specs};
use expansion::Makefile;

/// Values that execute something, or end a quoted text, where one is read as code.
const HOSTILE: &[&str] = &[
    "$(shell touch pwned)",
    "`touch pwned`",
    "\";touch pwned;\"",
    "';touch pwned;'",
    "$$(touch pwned)",
    "x\ntouch pwned\n#",
];

/// The programs that recipes run and that these tests do without.
const PROGRAMS: &[&str] = &["docker", "terraform", "az", "kubectl", "kubelogin", "git"];

#[test]
fn every_variable_is_out_of_reach_of_the_command_line_or_is_text() {
    for spec in specs() {
        let makefile = Makefile::read(&makefile_text(&spec));
        for variable in makefile.variables() {
            assert!(
                variable.is_override,
                "{spec}: write `override {0} := …` for a variable of ours, or `override {0} := $(value {0})` for one that \
                 the caller sets",
                variable.name
            );
        }
        assert!(!makefile.caller_variables().is_empty(), "{spec}");
    }
}

#[test]
fn no_recipe_expands_what_a_caller_sets() {
    for spec in specs() {
        let makefile = Makefile::read(&makefile_text(&spec));
        let mut count = 0;
        for (target, line) in makefile.recipes() {
            let unsafe_names = makefile.unsafe_expansions(line);
            assert!(
                unsafe_names.is_empty(),
                "{spec}: the recipe of `{target}` expands {unsafe_names:?}; a recipe reads what a caller sets as a \
                 variable of the shell, in quotes: {line}"
            );
            count += 1;
        }
        assert!(count >= 8, "{spec}: {count} lines of recipes");
    }
}

#[test]
fn every_variable_of_the_makefile_is_reserved() {
    // An environment's own variable of such a name would replace it: `needs_confirmation` switched the confirmation off.
    let mut seen = BTreeSet::new();
    for spec in specs() {
        let own: Vec<String> = planned(&spec)
            .environments
            .iter()
            .flat_map(|environment| {
                environment
                    .variables
                    .iter()
                    .map(|variable| variable.make.as_str().to_owned())
            })
            .chain(
                planned(&spec)
                    .builds
                    .runtime
                    .secrets
                    .iter()
                    .map(|secret| secret.variable.as_str().to_owned()),
            )
            .collect();
        let text = makefile_text(&spec);
        let names = Makefile::read(&text)
            .variables()
            .map(|found| found.name.clone())
            .collect::<Vec<_>>();
        for name in names {
            if name.starts_with("TF_VAR_") || own.contains(&name) {
                continue;
            }
            assert!(
                MAKEFILE_VARIABLES.contains(&name.as_str()),
                "{spec}: add `{name}` to `MAKEFILE_VARIABLES`, so that no environment has a variable of this name"
            );
            seen.insert(name);
        }
    }
    let listed: BTreeSet<String> = MAKEFILE_VARIABLES
        .iter()
        .map(|name| (*name).to_owned())
        .collect();
    assert_eq!(seen, listed);
}

#[test]
fn an_expansion_of_what_a_caller_sets_is_seen() {
    let makefile = Makefile::read(
        "override TAG := $(value TAG)\noverride MAKECMDGOALS := $(value MAKECMDGOALS)\noverride IMAGE := a:$(TAG)\n\
         override NAME := $(filter a b,$(MAKECMDGOALS))\noverride ALL := $(filter a%,$(MAKECMDGOALS))\n\
         override FLAG := $(if $(TAG),-f)\n",
    );
    let seen = |line: &str| makefile.unsafe_expansions(line);
    for (line, names) in [
        ("echo $(TAG)", ["TAG"]),
        ("echo ${TAG}", ["TAG"]),
        ("echo $(IMAGE)", ["IMAGE"]),
        ("echo $(ALL)", ["ALL"]),
        ("echo $(if $(NAME),$(TAG))", ["TAG"]),
        ("echo $(value TAG)", ["value TAG"]),
        ("echo $(OTHER)", ["OTHER"]),
        ("echo $X", ["X"]),
    ] {
        assert_eq!(seen(line), names, "{line}");
    }
    for line in [
        "echo $$TAG",
        "echo $(NAME) $@",
        "echo $(FLAG)",
        "echo $(words $(TAG))",
    ] {
        assert!(seen(line).is_empty(), "{line}");
    }
}

#[test]
fn nothing_of_a_hostile_value_is_executed() {
    for (number, spec) in specs().into_iter().enumerate() {
        let text = makefile_text(&spec);
        let makefile = Makefile::read(&text);
        let targets = makefile.targets();
        let mut names: Vec<&str> = makefile
            .variables()
            .map(|found| found.name.as_str())
            .collect();
        // Of an environment that is not chosen, make reads nothing: it expands whatever else the command line sets by itself.
        let plan = planned(&spec);
        let variables = plan
            .environments
            .iter()
            .flat_map(|environment| &environment.variables);
        let own: Vec<&str> = variables
            .flat_map(|variable| [variable.make.as_str(), variable.terraform.as_str()])
            .collect();
        names.retain(|name| !own.contains(name) && *name != "MAKECMDGOALS");
        names.sort_unstable();
        names.dedup();
        let (environments, others): (Vec<_>, Vec<_>) = targets
            .iter()
            .map(String::as_str)
            .partition(|target| makefile.environments().contains(target));
        let environments = if environments.is_empty() {
            vec!["help"]
        } else {
            environments
        };
        // The first and the last environment by turns, so that each value meets both in some spec.
        for (turn, value) in HOSTILE.iter().enumerate() {
            let environment = if (number + turn) % 2 == 0 {
                environments[0]
            } else {
                environments[environments.len() - 1]
            };
            // Every recipe runs, though those that refuse a value fail.
            let goals = [&["-i", "-k", environment], others.as_slice()].concat();
            let project = Project::new().file("Makefile", &text);
            let run = |arguments: &[&str], variables: &[(&str, &str)]| {
                let (output, calls) = make_recorded(&project, arguments, variables);
                assert!(
                    calls.contains(&"docker".to_owned()),
                    "{spec}: no recipe runs: {output:?}"
                );
            };
            let assignments: Vec<String> =
                names.iter().map(|name| format!("{name}={value}")).collect();
            let assignments: Vec<&str> = assignments.iter().map(String::as_str).collect();
            run(&[&goals, assignments.as_slice()].concat(), &[]);
            let of_environment: Vec<(&str, &str)> =
                names.iter().map(|name| (*name, *value)).collect();
            run(&goals, &of_environment);
            let chosen = format!("{environment} {value}");
            let given = format!("MAKECMDGOALS={chosen}");
            let all = [&goals, [given.as_str(), *value].as_slice()].concat();
            // The Makefile refuses goals of a caller's variable.
            make(&project, &all, &[("MAKECMDGOALS", &chosen)]);
            assert_eq!(
                project.list(),
                ["Makefile"],
                "{spec}: {value:?} in {environment}"
            );
        }
    }
}

#[test]
fn the_confirmation_of_production_is_not_switched_off_by_another_variable() {
    for wrong in [
        &[][..],
        &["NEEDS_CONFIRMATION="],
        &["CONFIRM_PRODUCTION=yes"],
        &["CONFIRM_PRODUCTION=YES "],
        &["NEEDS_CONFIRMATION=", "ENVIRONMENT=production"],
    ] {
        let goals = [&["production", "require-environment"], wrong].concat();
        let output = make(&teaching_vacancies(), &goals, &[]);
        assert!(!output.status.success(), "{wrong:?}");
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(error.contains("CONFIRM_PRODUCTION=YES"), "{error}");
    }
    let goals = [
        "production",
        "require-environment",
        "CONFIRM_PRODUCTION=YES",
    ];
    let output = make(&teaching_vacancies(), &goals, &[]);
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn a_secret_on_the_command_line_arrives_as_it_is() {
    let secret = "a$b`c`$(shell echo d)'\"\\ #e";
    for given in ["command line", "environment"] {
        let project = teaching_vacancies();
        let stubs = Stubs::new(&[
            ("docker", "printf '%s' \"$RAILS_MASTER_KEY\" > secret"),
            ("git", "echo refs/heads/main"),
        ]);
        let mut make = stubs.command("make");
        make.arg("build-local-image").current_dir(project.path("."));
        if given == "environment" {
            make.env("RAILS_MASTER_KEY", secret);
        } else {
            make.arg(format!("RAILS_MASTER_KEY={secret}"));
        }
        let output = make.output().expect("make runs");
        assert!(output.status.success(), "{output:?}");
        assert_eq!(project.read("secret"), secret, "{given}");
    }
}

#[test]
fn a_secret_that_is_not_set_is_not_set_to_nothing() {
    let project = teaching_vacancies();
    let stubs = Stubs::new(&[(
        "docker",
        "printf '%s' \"${RAILS_MASTER_KEY-unset}\" > secret",
    )]);
    let mut make = stubs.command("make");
    make.args(["verify-image", "IMAGE_TAG=x"])
        .env_remove("RAILS_MASTER_KEY")
        .current_dir(project.path("."));
    let output = make.output().expect("make runs");
    assert!(output.status.success(), "{output:?}");
    assert_eq!(project.read("secret"), "unset");
}

#[test]
fn help_lists_the_targets_of_files_whose_names_hold_anything() {
    let project = teaching_vacancies();
    let text = project.read("Makefile");
    let name = "`touch pwned`;$(touch pwned)";
    let project = project.file(name, &text);
    let output = make(&project, &["-f", name, "help"], &[]);
    let mut files = project.list();
    files.retain(|file| file != name);
    assert_eq!(files, ["Makefile"], "{output:?}");
}

/// The Makefile of the spec `spec`.
fn makefile_text(spec: &str) -> String {
    artifact(&rendered(spec), "makefile").text.clone()
}

fn teaching_vacancies() -> Project {
    Project::new().file("Makefile", &makefile_text("teaching-vacancies"))
}

/// Runs make in `project` with `variables` in its environment; the programs that it calls do nothing.
fn make(project: &Project, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    make_recorded(project, arguments, variables).0
}

/// The same, with the programs that it called.
fn make_recorded(
    project: &Project,
    arguments: &[&str],
    variables: &[(&str, &str)],
) -> (Output, Vec<String>) {
    let record = "echo \"${0##*/}\" >> \"$CALLS\"";
    let stubs: Vec<(&str, &str)> = PROGRAMS.iter().map(|name| (*name, record)).collect();
    let stubs = Stubs::new(&stubs);
    let outside = Project::new();
    let mut make = stubs.command("make");
    make.args(arguments)
        .envs(variables.iter().copied())
        .env("CALLS", outside.path("calls"))
        .current_dir(project.path("."));
    let output = make.output().expect("make runs");
    let calls = fs::read_to_string(outside.path("calls")).unwrap_or_default();
    (output, calls.lines().map(str::to_owned).collect())
}
