//! `tvgen fleet check`: the state of each service, and conflicts between services.

use tvgen::fleet::conflict::{Claim, ClaimIndex, Resource};

use super::{PLATFORM, fleet, service};
use crate::support::project::Project;

#[test]
fn a_fleet_is_checked_service_by_service() {
    fleet()
        .run(&["fleet", "check"])
        .code(1)
        .snapshot_of("fleet", "check")
        .snapshot_stderr_of("fleet", "check.stderr");
}

/// Three services, the second of which is an incompletely adapted copy of the first.
fn copied_services() -> Project {
    let deploy = "\n[deploy]\nversion = \"1.13.4\"\nbackend = { key = \"app.tfstate\" }\n\n[environments.staging]\n\
                  on = \"push\"\nname = \"web-staging\"\nurl = \"https://web.example.org\"\n\n[smoke_test]\npath = \"/\"\n";
    let project = Project::repository()
        .file("platform.toml", PLATFORM)
        .file("a/tvgen.toml", &service("web", deploy))
        .file("b/tvgen.toml", &service("web", deploy))
        .file("c/tvgen.toml", &service("mail", ""));
    project.run(&["render", ".", "--quiet"]).code(0);
    project
}

#[test]
fn a_conflict_of_two_services_is_reported_once_per_kind_of_resource() {
    let project = copied_services();
    let run = project.run(&["fleet", "check", "--quiet"]).code(1);
    run.snapshot_of("fleet", "conflicts")
        .snapshot_stderr_of("fleet", "conflicts.stderr");
    for format in ["json", "github", "sarif"] {
        project
            .run(&[
                "fleet", "check", "b", "a", "--format", format, "--jobs", "1",
            ])
            .code(1)
            .stderr("")
            .snapshot_of("fleet", &format!("conflicts_{format}"));
    }
    project.run(&["fleet", "check", "b", "c"]).code(0);
}

/// The number of conflicts between a service that claims `first` and another that claims `second`.
fn count_conflicts(resource: Resource, first: &str, second: &str) -> usize {
    let claim = |name: &str| Claim {
        resource,
        name: name.to_owned(),
        file: "tvgen.toml".to_owned(),
        start: (1, 1),
        end: (1, 1),
    };
    let mut seen = ClaimIndex::default();
    let own = [
        seen.add("a", vec![claim(first)]),
        seen.add("a", vec![claim(first)]),
    ];
    assert!(
        own.iter().all(Vec::is_empty),
        "a service does not conflict with itself"
    );
    seen.add("b", vec![claim(second)]).len()
}

#[test]
fn the_name_of_a_review_app_conflicts_with_names_that_it_can_become() {
    for (first, second, is_conflict) in [
        ("web-pr-{pr}", "web-pr-{pr}", true),
        ("web-pr-{pr}", "web-pr-1", true),
        ("web-pr-{pr}-eu", "web-pr-12-eu", true),
        ("web-pr-{pr}", "web-pr-", false),
        ("web-pr-{pr}", "web-pr-one", false),
        ("web-pr-{pr}-eu", "web-pr-1", false),
    ] {
        for (first, second) in [(first, second), (second, first)] {
            let conflicts = count_conflicts(Resource::App, first, second);
            assert_eq!(conflicts, usize::from(is_conflict), "{first} {second}");
        }
    }
}

#[test]
fn equivalent_urls_conflict() {
    for (first, second, is_conflict) in [
        ("https://a.example", "https://a.example/", true),
        ("https://a.example", "HTTPS://A.example:443/", true),
        ("http://a.example:80/up", "http://a.example/up/", true),
        (
            "https://pr-{pr}.a.example",
            "https://PR-{pr}.a.example",
            true,
        ),
        ("https://a.example", "http://a.example", false),
        ("https://a.example", "https://a.example:80", false),
        ("https://a.example/up", "https://a.example/UP", false),
    ] {
        let conflicts = count_conflicts(Resource::Url, first, second);
        assert_eq!(conflicts, usize::from(is_conflict), "{first} {second}");
    }
}
