//! Many specs in one run: their selection and order, and that an error in one does not stop the others.

use crate::support::{HELLO, project::Project};

/// The base spec of all services.
fn platform_spec() -> String {
    HELLO.replace("[service]\nname = \"hello\"\n\n", "")
}

/// The spec of the service `name`, which extends the platform's.
fn service_spec(name: &str) -> String {
    format!("spec = 1\nextends = \"../../platform\"\n\n[service]\nname = \"{name}\"\n")
}

/// Three services that extend a platform's spec, one of them in a subfolder of another, and a spec that git ignores.
fn fleet_project() -> Project {
    Project::repository()
        .file(".gitignore", "/old/\n")
        .file("platform/tvgen.toml", &platform_spec())
        .file("services/mail/tvgen.toml", &service_spec("mail"))
        .file("services/web/tvgen.toml", &service_spec("web"))
        .file(
            "services/web/admin/tvgen.toml",
            &service_spec("admin").replace("../../", "../../../"),
        )
        .file("old/web/tvgen.toml", "not a spec")
}

#[test]
fn a_folder_selects_all_specs_below_it_with_one_line_each() {
    let project = fleet_project();
    project.run(&["render", "."]).code(0).stderr("").stdout(
        "      base  ./platform/tvgen.toml: base spec without a [service] table\n  \
         rendered  ./services/mail/tvgen.toml: 5 files\n  \
         rendered  ./services/web/admin/tvgen.toml: 5 files\n  \
         rendered  ./services/web/tvgen.toml: 5 files\n\
         4 specs: 3 rendered, 1 base\n",
    );
    project
        .run(&["check", "services"])
        .code(0)
        .stderr("")
        .stdout(
            "up to date  services/mail/tvgen.toml: 5 files\n\
             up to date  services/web/admin/tvgen.toml: 5 files\n\
             up to date  services/web/tvgen.toml: 5 files\n\
             3 specs: 3 up to date\n",
        );
    project
        .run(&["check", "services", "--quiet"])
        .code(0)
        .stderr("")
        .stdout("");
    let project = project.file("services/mail/Makefile", "help:\n");
    project
        .run(&["check", "services"])
        .code(1)
        .stderr("")
        .snapshot_of("many", "check_one_drifted");
}

#[test]
fn patterns_that_the_shell_did_not_expand_are_matched() {
    let project = fleet_project();
    let mail = "     clean  services/mail/tvgen.toml\n";
    let web = "     clean  services/web/tvgen.toml\n";
    let admin = "     clean  services/web/admin/tvgen.toml\n";
    let total = |count| format!("{count} specs: {count} clean\n");
    for (patterns, stdout) in [
        (&["services/*"][..], [mail, admin, web, &total(3)].concat()),
        (&["services/*/tvgen.toml"], [mail, web, &total(2)].concat()),
        (&["**/web/**"], [admin, web, &total(2)].concat()),
        (
            &["services/{web,mail}/*.toml"],
            [mail, web, &total(2)].concat(),
        ),
        // A spec that several patterns match is listed once.
        (
            &[
                "services/web",
                "services/mail",
                "services/*/",
                "services/web/../web/tvgen.toml",
            ],
            [mail, admin, web, &total(3)].concat(),
        ),
    ] {
        let run = project.run(&[&["lint"], patterns].concat()).code(0);
        assert_eq!(run.out(), stdout, "{patterns:?}");
    }
}

#[test]
fn an_argument_that_matches_no_spec_is_an_error() {
    let project = fleet_project().file("empty/README.md", "");
    for (argument, error) in [
        (
            "empty",
            "no tvgen.toml in `empty` or below it (folders that git ignores are skipped)",
        ),
        (
            "services/*.yml",
            "`services/*.yml` matches no spec (folders that git ignores are skipped)",
        ),
        (
            "services/[",
            "`services/[` is not a valid pattern: unclosed character class; missing ']'",
        ),
        (
            "nowhere",
            "cannot read nowhere: No such file or directory (os error 2)\nhelp: to create a spec, run `tvgen new`",
        ),
    ] {
        let run = project.run(&["lint", "services/mail", argument]).code(2);
        assert_eq!(run.err(), format!("error: {error}\n"));
    }
}

#[test]
fn a_spec_with_a_misspelled_service_table_is_not_a_base_spec() {
    let project =
        fleet_project().file("platform/tvgen.toml", "spec = 1\n[servcie]\nname = \"x\"\n");
    let run = project.run(&["lint", "platform", "services/mail"]).code(1);
    assert_eq!(
        run.out().lines().next(),
        Some("   invalid  platform/tvgen.toml: 2 errors")
    );
}

#[test]
fn an_incomplete_service_is_not_a_base_spec() {
    let project = fleet_project().file("services/lone/tvgen.toml", &service_spec("lone"));
    project.run(&["render", "services/lone"]).code(0);
    // The spec has generated files, so it must be the spec of a service.
    let mut project = project.file("services/lone/tvgen.toml", &platform_spec());
    for (text, problems) in [
        ("", "3 errors"),
        ("# to be written\n", "3 errors"),
        ("extends = \"../nowhere.toml\"\n", "1 error"),
        ("spec = 1\n[base]\nruby=\"3.4\" zzz=1\n", "2 errors"),
        ("spec = 1\n[base]\nrubi = \"3.4.7\"\n", "2 errors"),
        ("spec = 1\n[base]\nruby = 3\n", "2 errors"),
        ("spec = 1\n[scan]\ntool = \"trivvy\"\n", "3 errors"),
    ] {
        project = project.file("services/mail/tvgen.toml", text);
        let run = project.run(&["lint", "services/mail", "services/lone", "platform"]);
        let stdout = format!(
            "      base  platform/tvgen.toml: base spec without a [service] table\n   \
             invalid  services/lone/tvgen.toml: 1 error\n   \
             invalid  services/mail/tvgen.toml: {problems}\n3 specs: 1 base, 2 invalid\n"
        );
        assert_eq!(run.code(1).out(), stdout, "{text}");
    }
}

#[cfg(unix)]
#[test]
fn an_unreadable_tvgen_toml_is_an_error() {
    let project = fleet_project();
    project
        .shell("cd services; mkdir -p folder/tvgen.toml link pipe; ln -s nowhere link/tvgen.toml; mkfifo pipe/tvgen.toml")
        .code(0);
    for argument in ["services", "services/*"] {
        project
            .run(&["lint", argument])
            .code(2)
            .stdout(
                "    failed  services/folder/tvgen.toml\n    failed  services/link/tvgen.toml\n     \
                 clean  services/mail/tvgen.toml\n    failed  services/pipe/tvgen.toml\n     \
                 clean  services/web/admin/tvgen.toml\n     clean  services/web/tvgen.toml\n\
                 6 specs: 3 clean, 3 failed\n",
            )
            .stderr(
                "error: cannot read services/folder/tvgen.toml: Is a directory (os error 21)\n\
                 error: cannot read services/link/tvgen.toml: No such file or directory (os error 2)\n\
                 error: cannot read services/pipe/tvgen.toml: it is a pipe, a socket or a device, not a text file\n",
            );
    }
}

#[cfg(unix)]
#[test]
fn control_characters_in_a_folder_name_do_not_break_a_line() {
    let project = Project::repository()
        .file("s/a\n\u{1b}[31m/tvgen.toml", &service_spec("a"))
        .bytes("s/b\r/tvgen.toml", b"\xff");
    let run = project.run(&["fleet", "table", "s"]).code(2);
    run.stderr("error: cannot read s/b\\r/tvgen.toml: line 1 is not UTF-8 (the byte 0xFF): save it as UTF-8\n");
    project.run(&["lint", "s", "--quiet"]).code(2).stdout(
        "   invalid  s/a\\n\\u{1b}[31m/tvgen.toml: 1 error\n    failed  s/b\\r/tvgen.toml\n",
    );
}

#[test]
fn an_error_in_one_spec_does_not_stop_the_others_and_the_worst_sets_the_exit_status() {
    let project = fleet_project()
        .file("services/mail/Makefile", "help:\n")
        .file(
            "services/web/tvgen.toml",
            &service_spec("web").replace("name", "nam"),
        )
        .bytes("services/blob/tvgen.toml", b"\xff");
    let run = project.run(&["render", "services"]).code(2);
    run.snapshot_of("many", "render_one_of_each")
        .snapshot_stderr_of("many", "render_one_of_each.stderr");
    assert!(project.path("services/web/admin/Makefile").exists());
    assert!(!project.path("services/web/Makefile").exists());
    assert!(!project.path("services/mail/Dockerfile").exists());
}

#[test]
fn the_number_of_jobs_does_not_change_the_output() {
    let mut project = Project::repository().file("platform/tvgen.toml", &platform_spec());
    for number in 0..40 {
        let text = service_spec(&format!("service-{number}"));
        let text = if number % 7 == 3 {
            text.replace("name", "nam")
        } else {
            text
        };
        project = project.file(&format!("services/{number}/tvgen.toml"), &text);
    }
    for format in ["human", "json", "sarif", "github"] {
        let run = |jobs| {
            let run = project.run(&["check", ".", "--jobs", jobs, "--format", format]);
            (run.out(), run.err(), run.status())
        };
        assert_eq!(run("1"), run("8"), "{format}");
    }
}

#[test]
fn outputs_of_many_specs_are_printed_one_after_another() {
    fleet_project()
        .run(&["render", "services", "--stdout", "--only", "dockerignore"])
        .code(0)
        .stderr("")
        .snapshot_of("many", "stdout");
}

#[test]
fn an_output_that_is_named_instead_of_its_spec_is_rejected_with_the_spec() {
    let project = Project::rendered();
    for command in ["lint", "check", "render", "absorb"] {
        for output in ["Dockerfile", "Makefile", "documentation/docker.md"] {
            project.run(&[command, output]).code(2).mentions(
                "it is not a spec, but a file that tvgen generated from tvgen.toml\nhelp: pass tvgen.toml instead",
            );
        }
    }
}
