//! Specs that extend base specs on disk.

use crate::support::project::Project;

const PLATFORM: &str = "spec = 1\n[base]\nruby = \"3.4.7\"\npackages = [\"libpq\"]\n[registries.ghcr]\n\
                        login = \"github-token\"\n[lints]\n\
                        allow = [\"floating-alpine\", \"unscanned-image\"]\n";

const SERVICE: &str =
    "[service]\nname = \"hello\"\n[registries.ghcr]\nrepository = \"ghcr.io/acme/hello\"\n";

/// A service that extends `base`.
fn service(base: &str) -> String {
    format!("extends = \"{base}\"\n{SERVICE}")
}

#[test]
fn a_base_is_found_from_the_folder_of_the_file_that_names_it() {
    let project = Project::repository()
        .file("common/rails.toml", PLATFORM)
        .file("common/deep/platform.toml", "extends = \"../rails.toml\"\n")
        .file(
            "service/tvgen.toml",
            &service("../common/deep/platform.toml"),
        );
    project
        .run(&["render", "service", "--only", "makefile"])
        .code(0)
        .stderr("")
        .stdout("    wrote  service/Makefile\n");
}

#[test]
fn a_folder_and_an_absolute_path_name_a_base_too() {
    let shared = Project::repository().file("tvgen.toml", PLATFORM);
    let absolute = shared.path("tvgen.toml").display().to_string();
    let allowed = shared.path(".").display().to_string();
    let mut project = Project::repository().file("common/tvgen.toml", PLATFORM);
    for base in ["../common", "../common/", "../common/tvgen.toml", &absolute] {
        project = project.file("service/tvgen.toml", &service(base));
        project
            .run(&[
                "render",
                "service",
                "--only",
                "makefile",
                "--stdout",
                "--allow-base-dir",
                &allowed,
            ])
            .code(0)
            .stderr("");
    }
}

#[test]
fn the_base_of_a_spec_on_standard_input_is_found_from_the_current_folder() {
    let project = Project::repository().file("platform.toml", PLATFORM);
    let here = project
        .run_with(&["render", "-", "--stdout"], &service("platform.toml"))
        .code(0)
        .stderr("")
        .out();
    assert!(here.contains("libpq"), "{here}");
}

#[test]
fn an_error_in_the_base_is_shown_in_the_base() {
    let platform = PLATFORM
        .replace("3.4.7", "3.4")
        .replace("[registries", "[scan]\ntol = \"snyk\"\n[registries");
    Project::repository()
        .file("platform.toml", &platform)
        .file(
            "service/tvgen.toml",
            &service("../platform.toml").replace("name", "nam"),
        )
        .run(&["render", "service"])
        .code(1)
        .stdout("")
        .snapshot_stderr("an_error_in_the_base_spec");
}

#[test]
fn an_unreadable_base_is_reported_with_a_suggestion() {
    let project = Project::repository()
        .file("common/platform.toml", PLATFORM)
        .bytes("common/latin.toml", b"# \xff\n")
        .file("one.toml", &service("common/platfrom.toml"))
        .file("two.toml", &service("common/latin.toml"))
        .file("three.toml", &service("common"))
        .file("four.toml", &service("/dev/zero"))
        .file("five.toml", &service("\\u001b[31m\\u0000"));
    project
        .run(&[
            "render",
            "one.toml",
            "two.toml",
            "three.toml",
            "four.toml",
            "five.toml",
        ])
        .code(1)
        .stdout(
            "   invalid  five.toml: 1 error\n   invalid  four.toml: 1 error\n   invalid  one.toml: 1 error\n   \
             invalid  three.toml: 1 error\n   invalid  two.toml: 1 error\n5 specs: 5 invalid\n",
        )
        .snapshot_stderr("bases_that_cannot_be_read");
}

#[test]
fn a_cycle_of_base_specs_is_found_whatever_the_paths() {
    Project::repository()
        .file(
            "service/tvgen.toml",
            &service("../service/../platform.toml"),
        )
        .file(
            "platform.toml",
            &format!("extends = \"./service\"\n{PLATFORM}"),
        )
        .file("self.toml", &service("self.toml"))
        .run(&["render", "service", "self.toml"])
        .code(1)
        .stdout(
            "   invalid  self.toml: 1 error\n   invalid  service/tvgen.toml: 1 error\n2 specs: 2 invalid\n",
        )
        .snapshot_stderr("a_circle_of_bases");
}

#[cfg(unix)]
#[test]
fn links_in_the_path_of_a_spec_are_followed() {
    let project = Project::repository()
        .file("far/platform.toml", PLATFORM)
        .file("far/service/tvgen.toml", &service("../platform.toml"))
        .file("platform.toml", "this is another file");
    std::os::unix::fs::symlink("far/service", project.path("near"))
        .expect("the link can be created");
    project
        .run(&["render", "near", "--only", "makefile"])
        .code(0)
        .stderr("")
        .stdout("    wrote  near/Makefile\n");
}
