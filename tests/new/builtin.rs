//! The templates of tvgen's own.

use tvgen::{onboard::builtin, source::Source, spec::read::read};

use crate::support::{compile, project::Project, snapshot};

/// What has no default where nothing is known of the service.
const REQUIRED: &[(&str, &[&str])] = &[
    (
        "web",
        &[
            "short=pay",
            "namespace=bat",
            "repository=ghcr.io/acme/payments",
        ],
    ),
    (
        "api",
        &[
            "short=pay",
            "namespace=bat",
            "repository=ghcr.io/acme/payments",
        ],
    ),
    ("image", &["repository=ghcr.io/acme/payments"]),
];

#[test]
fn each_template_is_a_spec_without_a_finding() {
    for builtin in builtin::ALL {
        let findings = compile(&Source::new(builtin.name, builtin.text)).findings;
        assert_eq!(findings, [], "{}", builtin.name);
    }
}

#[test]
fn the_answers_that_have_no_default_are_enough_for_a_service_without_a_finding() {
    for (template, sets) in REQUIRED {
        let project = Project::new();
        let run = project
            .run(&arguments("payments", template, sets))
            .code(0)
            .stderr("");
        snapshot("new", &format!("{template}_is_made"), &run.out());
        let spec = project.read("payments/tvgen.toml");
        snapshot("new", &format!("{template}_spec"), &spec);
        let files = run.out().matches("    wrote  ").count() - 1;
        project
            .run(&["check", "payments"])
            .code(0)
            .stdout(&format!("{files} files are what the spec says\n"))
            .stderr("");
    }
}

#[test]
fn the_help_lists_each_template_with_what_it_is_for() {
    let help = Project::new().run(&["new", "--help"]).code(0).out();
    let (_, listed) = help
        .split_once("Templates of tvgen's own:\n")
        .expect("they are listed");
    let listed: Vec<&str> = listed.lines().take_while(|line| !line.is_empty()).collect();
    let templates = builtin::ALL.iter().map(|builtin| {
        let spec = read(&Source::new(builtin.name, builtin.text)).spec;
        let description = spec.template.description.clone();
        format!(
            "  {:<5}  {}",
            builtin.name,
            description.expect("it says what it is for")
        )
    });
    assert_eq!(listed, templates.collect::<Vec<String>>());
}

#[test]
fn what_a_template_asks_is_listed() {
    Project::new()
        .run(&["new", "--template", "web", "--questions"])
        .code(0)
        .stderr("")
        .snapshot_of("new", "questions");
}

/// The arguments that make the service `name` of `template`, answered by `sets`.
pub fn arguments<'a>(name: &'a str, template: &'a str, sets: &[&'a str]) -> Vec<&'a str> {
    let sets = sets.iter().flat_map(|set| ["--set", *set]);
    ["new", name, "--template", template]
        .into_iter()
        .chain(sets)
        .collect()
}
