//! `tvgen fleet check`: each service, and where services get into each other's way.

use tvgen::fleet::clash::{Owned, Seen, Thing};

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

/// Two services, the second of which was copied from the first and not changed in all places.
fn copied() -> Project {
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
fn what_two_services_have_for_their_own_is_told_once_for_each_kind() {
    let project = copied();
    let run = project.run(&["fleet", "check", "--quiet"]).code(1);
    run.snapshot_of("fleet", "clashes")
        .snapshot_stderr_of("fleet", "clashes.stderr");
    for format in ["json", "github", "sarif"] {
        project
            .run(&[
                "fleet", "check", "b", "a", "--format", format, "--jobs", "1",
            ])
            .code(1)
            .stderr("")
            .snapshot_of("fleet", &format!("clashes_{format}"));
    }
    project.run(&["fleet", "check", "b", "c"]).code(0);
}

/// How many clashes there are of a service that has `first` and another one that has `second`.
fn clashes(thing: Thing, first: &str, second: &str) -> usize {
    let owned = |which: &str| Owned {
        thing,
        which: which.to_owned(),
        file: "tvgen.toml".to_owned(),
        start: (1, 1),
        end: (1, 1),
    };
    let mut seen = Seen::default();
    let own = [
        seen.note("a", vec![owned(first)]),
        seen.note("a", vec![owned(first)]),
    ];
    assert!(own.iter().all(Vec::is_empty), "it has its own");
    seen.note("b", vec![owned(second)]).len()
}

#[test]
fn the_app_of_a_pull_request_meets_one_that_is_called_like_it() {
    for (first, second, is_met) in [
        ("web-pr-{pr}", "web-pr-{pr}", true),
        ("web-pr-{pr}", "web-pr-1", true),
        ("web-pr-{pr}-eu", "web-pr-12-eu", true),
        ("web-pr-{pr}", "web-pr-", false),
        ("web-pr-{pr}", "web-pr-one", false),
        ("web-pr-{pr}-eu", "web-pr-1", false),
    ] {
        for (first, second) in [(first, second), (second, first)] {
            let met = clashes(Thing::App, first, second);
            assert_eq!(met, usize::from(is_met), "{first} {second}");
        }
    }
}

#[test]
fn an_address_is_one_in_whichever_words() {
    for (first, second, is_one) in [
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
        let clashes = clashes(Thing::Url, first, second);
        assert_eq!(clashes, usize::from(is_one), "{first} {second}");
    }
}
