//! The Makefile never executes a value that a caller sets, and removes only folders that it cloned.

mod expansion;
mod goals;
mod modules;

use std::{collections::BTreeSet, fs, process::Output};

use tvgen::spec::environments::MAKEFILE_VARIABLES;

use crate::support::{Stubs, find_artifact, plan_spec, project::Project, render_spec, spec_names};
use expansion::Makefile;

/// Values that would execute something or end a quoted string if they were read as code.
const HOSTILE_VALUES: &[&str] = &[
    "$(shell touch pwned)",
    "`touch pwned`",
    "\";touch pwned;\"",
    "';touch pwned;'",
    "$$(touch pwned)",
    "x\ntouch pwned\n#",
];

/// The programs that recipes run; these tests replace them with stubs.
const PROGRAMS: &[&str] = &["docker", "terraform", "az", "kubectl", "kubelogin", "git"];

#[test]
fn the_command_line_sets_only_variables_that_are_text() {
    for spec in spec_names() {
        let makefile = Makefile::read(&makefile_text(&spec));
        for variable in makefile.variables() {
            assert!(
                variable.is_override,
                "{spec}: write `override {0} := …` for a fixed variable, or `override {0} := $(value {0})` for one that \
                 the caller sets",
                variable.name
            );
        }
        assert!(!makefile.caller_variables().is_empty(), "{spec}");
    }
}

#[test]
fn no_recipe_expands_a_value_that_a_caller_sets() {
    for spec in spec_names() {
        let makefile = Makefile::read(&makefile_text(&spec));
        let mut count = 0;
        for (target, line) in makefile.recipes() {
            let unsafe_names = makefile.unsafe_expansions(line);
            assert!(
                unsafe_names.is_empty(),
                "{spec}: the recipe of `{target}` expands {unsafe_names:?}; a recipe reads a caller's value as a quoted \
                 shell variable: {line}"
            );
            count += 1;
        }
        assert!(count >= 8, "{spec}: only {count} recipe lines");
    }
}

#[test]
fn every_variable_of_the_makefile_is_reserved() {
    // An environment's variable with the name of one of these would replace it: `needs_confirmation` disabled the confirmation.
    let mut seen = BTreeSet::new();
    for spec in spec_names() {
        let own: Vec<String> = plan_spec(&spec)
            .environments
            .iter()
            .flat_map(|environment| {
                environment
                    .variables
                    .iter()
                    .map(|variable| variable.make.as_str().to_owned())
            })
            .chain(
                plan_spec(&spec)
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
                "{spec}: add `{name}` to `MAKEFILE_VARIABLES`, so that no environment can define it"
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
fn an_expansion_of_a_caller_value_is_found() {
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
fn no_part_of_a_hostile_value_is_executed() {
    for (number, spec) in spec_names().into_iter().enumerate() {
        let text = makefile_text(&spec);
        let makefile = Makefile::read(&text);
        let targets = makefile.targets();
        let mut names: Vec<&str> = makefile
            .variables()
            .map(|found| found.name.as_str())
            .collect();
        // The variables of an environment that is not chosen are never read. `make` itself expands other command line variables.
        let plan = plan_spec(&spec);
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
        // Alternate between the first and the last environment, so that each value is tested with both.
        for (turn, value) in HOSTILE_VALUES.iter().enumerate() {
            let environment = if (number + turn) % 2 == 0 {
                environments[0]
            } else {
                environments[environments.len() - 1]
            };
            // `-i -k` runs every recipe, even after one rejects a value.
            let goals = [&["-i", "-k", environment], others.as_slice()].concat();
            let project = Project::new().file("Makefile", &text);
            let run = |arguments: &[&str], variables: &[(&str, &str)]| {
                let (output, calls) = record_make(&project, arguments, variables);
                assert!(
                    calls.contains(&"docker".to_owned()),
                    "{spec}: no recipe runs: {output:?}"
                );
            };
            let assignments: Vec<String> =
                names.iter().map(|name| format!("{name}={value}")).collect();
            let assignments: Vec<&str> = assignments.iter().map(String::as_str).collect();
            run(&[&goals, assignments.as_slice()].concat(), &[]);
            let variables: Vec<(&str, &str)> = names.iter().map(|name| (*name, *value)).collect();
            run(&goals, &variables);
            let chosen = format!("{environment} {value}");
            let assignment = format!("MAKECMDGOALS={chosen}");
            let all = [&goals, [assignment.as_str(), *value].as_slice()].concat();
            // The Makefile rejects goals that a caller sets as a variable.
            run_make(&project, &all, &[("MAKECMDGOALS", &chosen)]);
            assert_eq!(
                project.list(),
                ["Makefile"],
                "{spec}: {value:?} in {environment}"
            );
        }
    }
}

#[test]
fn no_other_variable_switches_off_the_production_confirmation() {
    for wrong in [
        &[][..],
        &["NEEDS_CONFIRMATION="],
        &["CONFIRM_PRODUCTION=yes"],
        &["CONFIRM_PRODUCTION=YES "],
        &["NEEDS_CONFIRMATION=", "ENVIRONMENT=production"],
    ] {
        let goals = [&["production", "require-environment"], wrong].concat();
        let output = run_make(&teaching_vacancies_project(), &goals, &[]);
        assert!(!output.status.success(), "{wrong:?}");
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(error.contains("CONFIRM_PRODUCTION=YES"), "{error}");
    }
    let goals = [
        "production",
        "require-environment",
        "CONFIRM_PRODUCTION=YES",
    ];
    let output = run_make(&teaching_vacancies_project(), &goals, &[]);
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn a_secret_on_the_command_line_arrives_unchanged() {
    let secret = "a$b`c`$(shell echo d)'\"\\ #e";
    for source in ["command line", "environment"] {
        let project = teaching_vacancies_project();
        let stubs = Stubs::new(&[
            ("docker", "printf '%s' \"$RAILS_MASTER_KEY\" > secret"),
            ("git", "echo refs/heads/main"),
        ]);
        let mut make = stubs.command("make");
        make.arg("build-local-image").current_dir(project.path("."));
        if source == "environment" {
            make.env("RAILS_MASTER_KEY", secret);
        } else {
            make.arg(format!("RAILS_MASTER_KEY={secret}"));
        }
        let output = make.output().expect("make runs");
        assert!(output.status.success(), "{output:?}");
        assert_eq!(project.read("secret"), secret, "{source}");
    }
}

#[test]
fn an_unset_secret_is_not_set_to_an_empty_string() {
    let project = teaching_vacancies_project();
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
fn help_executes_no_part_of_a_makefile_name() {
    let project = teaching_vacancies_project();
    let text = project.read("Makefile");
    let name = "`touch pwned`;$(touch pwned)";
    let project = project.file(name, &text);
    let output = run_make(&project, &["-f", name, "help"], &[]);
    let mut files = project.list();
    files.retain(|file| file != name);
    assert_eq!(files, ["Makefile"], "{output:?}");
}

/// The Makefile of the spec `spec`.
fn makefile_text(spec: &str) -> String {
    find_artifact(&render_spec(spec), "makefile").text.clone()
}

fn teaching_vacancies_project() -> Project {
    Project::new().file("Makefile", &makefile_text("teaching-vacancies"))
}

/// Runs make in `project` with `variables` in its environment and stubs for the programs that it calls.
fn run_make(project: &Project, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    record_make(project, arguments, variables).0
}

/// Runs make like [`run_make`], and returns the names of the programs that it called too.
fn record_make(
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
