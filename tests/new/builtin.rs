//! The built-in templates.

use tvgen::{onboard::builtin, source::Source, spec::read::read};

use crate::support::{assert_snapshot, compile, project::Project};

/// The answers that each template requires in an empty repository, because they have no default.
const REQUIRED: &[(&str, &[&str])] = &[
    (
        "dfe-web",
        &[
            "short=pay",
            "namespace=bat",
            "repository=ghcr.io/acme/payments",
        ],
    ),
    (
        "dfe-api",
        &[
            "short=pay",
            "namespace=bat",
            "repository=ghcr.io/acme/payments",
        ],
    ),
    ("web", &["repository=ghcr.io/acme/payments"]),
    ("api", &["repository=ghcr.io/acme/payments"]),
    ("image", &["repository=ghcr.io/acme/payments"]),
];

#[test]
fn every_builtin_template_is_a_spec_without_findings() {
    for builtin in builtin::ALL {
        let findings = compile(&Source::new(builtin.name, builtin.text)).findings;
        assert_eq!(findings, [], "{}", builtin.name);
    }
}

#[test]
fn the_required_answers_are_enough_for_a_service_without_findings() {
    for (template, sets) in REQUIRED {
        let project = Project::new();
        let run = project
            .run(&arguments("payments", template, sets))
            .code(0)
            .stderr("");
        assert_snapshot(
            "new",
            &format!("{}_is_made", template.replace('-', "_")),
            &run.out(),
        );
        let spec = project.read("payments/tvgen.toml");
        assert_snapshot(
            "new",
            &format!("{}_spec", template.replace('-', "_")),
            &spec,
        );
        let files = run.out().matches("    wrote  ").count() - 1;
        project
            .run(&["check", "payments"])
            .code(0)
            .stdout(&format!("{files} files up to date\n"))
            .stderr("");
    }
}

#[test]
fn the_help_lists_every_template_with_its_description() {
    let help = Project::new().run(&["new", "--help"]).code(0).out();
    let (_, listed) = help
        .split_once("Built-in templates:\n")
        .expect("the help lists templates");
    let listed: Vec<&str> = listed.lines().take_while(|line| !line.is_empty()).collect();
    let templates = builtin::ALL.iter().map(|builtin| {
        let spec = read(&Source::new(builtin.name, builtin.text)).spec;
        let description = spec.template.description.clone();
        format!(
            "  {:<7}  {}",
            builtin.name,
            description.expect("a template has a description")
        )
    });
    assert_eq!(listed, templates.collect::<Vec<String>>());
}

#[test]
fn the_questions_of_a_template_are_listed() {
    Project::new()
        .run(&["new", "--template", "dfe-web", "--questions"])
        .code(0)
        .stderr("")
        .snapshot_of("new", "questions");
}

/// The arguments that create the service `name` from `template` with the answers `sets`.
pub fn arguments<'a>(name: &'a str, template: &'a str, sets: &[&'a str]) -> Vec<&'a str> {
    let sets = sets.iter().flat_map(|set| ["--set", *set]);
    ["new", name, "--template", template]
        .into_iter()
        .chain(sets)
        .collect()
}
