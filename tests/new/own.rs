//! A platform team's own template.

use crate::support::project::Project;

const PLATFORM: &str = r#"spec = 1

[base]
ruby = "3.4.7"
alpine = "3.22"

[registries.ghcr]
login = "github-token"

[scan]
tool = "trivy"
"#;

const TEMPLATE: &str = r#"# A service of Acme's.
spec = 1
extends = "../platform.toml" # what all of them share

[service]
name = "example" # as in the address
title = 'Example'
port = 3000

# What it needs.
[base]
packages = [
  "tzdata", # time zones
  # for the database
  "libpq",
]

[registries.ghcr]
repository = "ghcr.io/acme/example"

[environments.qa]
on = "push"
url = "https://qa.example.acme.test"

[environments.staging]
on = "push"
after = ["qa"]
url = "https://staging.example.acme.test"

[environments.production]
on = "push"
after = ["staging"] # in turn
confirm = true
url = "https://example.acme.test"

[deploy]
version = "1.14.5"

[smoke_test]
path = "/up"

# Only for `tvgen new`.
[template]
description = "A service of Acme's"

[template.questions.title]
prompt = "Title"
default = "The {name}"
to = ["service.title", { at = "registries.ghcr.repository", text = "ghcr.io/acme/{name}" }]

[template.questions.port]
prompt = "Port"
type = "number"
default = 3000
to = ["service.port"]

[template.questions.database]
prompt = "Database?"
type = "yes-no"
default = true
keep = { yes = ["base.packages[libpq]"] }

[template.questions.environments]
prompt = "Environments"
type = "list"
choices = ["qa", "staging", "production"]
default = ["qa", "staging", "production"]

[template.questions.environments.keep]
qa = ["environments.qa", "deploy", "smoke_test"]
staging = ["environments.staging", "deploy", "smoke_test"]
production = ["environments.production", "deploy", "smoke_test"]
"#;

fn platform() -> Project {
    Project::repository()
        .file("platform.toml", PLATFORM)
        .file("templates/service.toml", TEMPLATE)
}

#[test]
fn comments_survive_and_the_new_spec_extends_the_same_base() {
    let project = platform();
    let new = [
        "new",
        "payments",
        "--template",
        "templates/service.toml",
        "--out",
        "services/payments",
        "--set",
        "database=no",
        "--set",
        "environments=qa,production",
        "--set",
        "title=It's \"new\"",
        "--set",
        "port=3001",
    ];
    project.run(&new).code(0).stderr("");
    let spec = project.read("services/payments/tvgen.toml");
    crate::support::assert_snapshot("new", "own_spec", &spec);
    project
        .run(&["check", "services/payments", "--quiet"])
        .code(0)
        .stderr("");
}

#[test]
fn an_empty_list_of_environments_removes_them_all() {
    let project = platform().file(
        "templates/service.toml",
        &TEMPLATE.replace("type = \"list\"\n", "type = \"list\"\noptional = true\n"),
    );
    let new = [
        "new",
        "payments",
        "--template",
        "templates/service.toml",
        "--out",
        "payments",
        "--set",
        "environments=",
        "--quiet",
    ];
    project.run(&new).code(0).stderr("");
    let spec: toml::Table = project
        .read("payments/tvgen.toml")
        .parse()
        .expect("valid TOML");
    let tables: Vec<&str> = spec.keys().map(String::as_str).collect();
    assert_eq!(tables, ["spec", "extends", "service", "base", "registries"]);
    assert_eq!(spec["extends"].as_str(), Some("../platform.toml"));
}

#[test]
fn a_template_with_an_error_creates_nothing() {
    let project = platform().file(
        "templates/service.toml",
        &TEMPLATE.replace("service.port", "service.prot"),
    );
    project
        .run(&["new", "payments", "--template", "templates/service.toml"])
        .code(1)
        .stdout("")
        .snapshot_stderr_of("new", "faulty_template");
}

#[test]
fn a_spec_without_questions_can_be_a_template() {
    let (plain, _) = TEMPLATE
        .split_once("\n# Only for")
        .expect("the template has questions");
    let plain = plain.replace("../platform.toml", "platform.toml");
    let project = Project::repository()
        .file("platform.toml", PLATFORM)
        .file("service.toml", &plain);
    project
        .run(&[
            "new",
            "payments",
            "--template",
            "service.toml",
            "--out",
            "payments",
            "--quiet",
        ])
        .code(0)
        .stderr("");
    let spec = project.read("payments/tvgen.toml");
    let moved = plain
        .replace("\"platform.toml\"", "\"../platform.toml\"")
        .replace("\"example\"", "\"payments\"");
    assert_eq!(spec, moved);
}

#[test]
fn an_answer_cannot_break_out_of_the_quotes_of_the_template() {
    for title in ["a' # b", "a'\"b", "'''", "a\\"] {
        let project = platform();
        let set = format!("title={title}");
        let template = "templates/service.toml";
        let new = [
            "new",
            "payments",
            "--template",
            template,
            "--out",
            "payments",
            "--quiet",
            "--no-render",
            "--set",
            &set,
        ];
        project.run(&new).code(0).stderr("");
        let spec: toml::Table = project
            .read("payments/tvgen.toml")
            .parse()
            .expect("valid TOML");
        assert_eq!(spec["service"]["title"].as_str(), Some(title));
    }
}
