//! `tvgen fleet check`: each service, and where services get into each other's way.

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
    let project = Project::new()
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
