//! Specs that build on files of the disk, and what the program says of them.

use crate::support::project::Project;

const PLATFORM: &str = "spec = 1\n[base]\nruby = \"3.4.7\"\npackages = [\"libpq\"]\n[registries.ghcr]\n\
                        login = \"github-token\"\n[lints]\n\
                        allow = [\"floating-alpine\", \"unscanned-image\"]\n";

const SERVICE: &str =
    "[service]\nname = \"hello\"\n[registries.ghcr]\nrepository = \"ghcr.io/acme/hello\"\n";

/// A service that builds on `base`.
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
fn from_standard_input_a_base_is_found_from_this_folder() {
    let project = Project::repository().file("platform.toml", PLATFORM);
    let here = project
        .run_with(&["render", "-", "--stdout"], &service("platform.toml"))
        .code(0)
        .stderr("")
        .out();
    assert!(here.contains("libpq"), "{here}");
}

#[test]
fn a_fault_in_the_base_is_shown_in_the_base() {
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
        .snapshot_stderr("a_fault_in_the_base");
}

#[test]
fn a_base_that_cannot_be_read_is_told_with_the_name_that_was_meant() {
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
            "   faulty  five.toml: 1 error\n   faulty  four.toml: 1 error\n   faulty  one.toml: 1 error\n   \
             faulty  three.toml: 1 error\n   faulty  two.toml: 1 error\n5 specs: 5 faulty\n",
        )
        .snapshot_stderr("bases_that_cannot_be_read");
}

#[test]
fn a_circle_is_found_by_whatever_paths() {
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
            "   faulty  self.toml: 1 error\n   faulty  service/tvgen.toml: 1 error\n2 specs: 2 faulty\n",
        )
        .snapshot_stderr("a_circle_of_bases");
}

#[cfg(unix)]
#[test]
fn a_link_on_the_way_is_followed() {
    let project = Project::repository()
        .file("far/platform.toml", PLATFORM)
        .file("far/service/tvgen.toml", &service("../platform.toml"))
        .file("platform.toml", "this is another file");
    std::os::unix::fs::symlink("far/service", project.path("near")).expect("a link can be made");
    project
        .run(&["render", "near", "--only", "makefile"])
        .code(0)
        .stderr("")
        .stdout("    wrote  near/Makefile\n");
}
