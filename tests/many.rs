//! Many specs in one call: which they are, in which order they come, and that none keeps another from being taken.

use crate::support::{HELLO, project::Project};

/// The part of a spec that all services share.
fn platform() -> String {
    HELLO.replace("[service]\nname = \"hello\"\n\n", "")
}

/// The spec of the service `name`, built on the platform's.
fn service(name: &str) -> String {
    format!("spec = 1\nextends = \"../../platform\"\n\n[service]\nname = \"{name}\"\n")
}

/// Three services that build on a platform's spec; one lies below another, and a copy of one where git does not look.
fn fleet() -> Project {
    Project::repository()
        .file(".gitignore", "/old/\n")
        .file("platform/tvgen.toml", &platform())
        .file("services/mail/tvgen.toml", &service("mail"))
        .file("services/web/tvgen.toml", &service("web"))
        .file(
            "services/web/admin/tvgen.toml",
            &service("admin").replace("../../", "../../../"),
        )
        .file("old/web/tvgen.toml", "this is no spec")
}

#[test]
fn a_folder_stands_for_all_specs_in_it_and_each_has_a_line() {
    let project = fleet();
    project.run(&["render", "."]).code(0).stderr("").stdout(
        "     base  ./platform/tvgen.toml: no [service], so it is only what others build on\n \
         rendered  ./services/mail/tvgen.toml: 5 files\n \
         rendered  ./services/web/admin/tvgen.toml: 5 files\n \
         rendered  ./services/web/tvgen.toml: 5 files\n\
         4 specs: 3 rendered, 1 base\n",
    );
    project
        .run(&["check", "services"])
        .code(0)
        .stderr("")
        .stdout(
            "     same  services/mail/tvgen.toml: 5 files\n     \
             same  services/web/admin/tvgen.toml: 5 files\n     \
             same  services/web/tvgen.toml: 5 files\n\
             3 specs: 3 same\n",
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
fn patterns_are_matched_where_no_shell_has_done_so() {
    let project = fleet();
    let mail = "    clean  services/mail/tvgen.toml\n";
    let web = "    clean  services/web/tvgen.toml\n";
    let admin = "    clean  services/web/admin/tvgen.toml\n";
    let total = |count| format!("{count} specs: {count} clean\n");
    for (patterns, stdout) in [
        (&["services/*"][..], [mail, admin, web, &total(3)].concat()),
        (&["services/*/tvgen.toml"], [mail, web, &total(2)].concat()),
        (&["**/web/**"], [admin, web, &total(2)].concat()),
        (
            &["services/{web,mail}/*.toml"],
            [mail, web, &total(2)].concat(),
        ),
        // However often, and by whichever path: once.
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
fn what_finds_no_spec_is_told_and_the_others_are_taken() {
    let project = fleet().file("empty/README.md", "");
    for (given, error) in [
        (
            "empty",
            "there is no tvgen.toml in `empty` nor below it, folders that git ignores aside",
        ),
        (
            "services/*.yml",
            "`services/*.yml` matches no spec and no folder that has one, those that git ignores aside",
        ),
        (
            "services/[",
            "`services/[` is no pattern of paths: unclosed character class; missing ']'",
        ),
        (
            "nowhere",
            "cannot read nowhere: No such file or directory (os error 2)",
        ),
    ] {
        let run = project.run(&["lint", "services/mail", given]).code(2);
        assert_eq!(run.err(), format!("error: {error}\n"));
    }
}

#[test]
fn a_table_whose_name_is_mistyped_makes_no_base() {
    let project = fleet().file("platform/tvgen.toml", "spec = 1\n[servcie]\nname = \"x\"\n");
    let run = project.run(&["lint", "platform", "services/mail"]).code(1);
    assert_eq!(
        run.out().lines().next(),
        Some("   faulty  platform/tvgen.toml: 2 errors")
    );
}

#[test]
fn what_lost_something_is_no_base() {
    let project = fleet().file("services/lone/tvgen.toml", &service("lone"));
    project.run(&["render", "services/lone"]).code(0);
    // Its outputs say that it was a service.
    let mut project = project.file("services/lone/tvgen.toml", &platform());
    for (text, faults) in [
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
            "     base  platform/tvgen.toml: no [service], so it is only what others build on\n   \
             faulty  services/lone/tvgen.toml: 1 error\n   \
             faulty  services/mail/tvgen.toml: {faults}\n3 specs: 1 base, 2 faulty\n"
        );
        assert_eq!(run.code(1).out(), stdout, "{text}");
    }
}

#[cfg(unix)]
#[test]
fn what_is_called_as_a_spec_and_cannot_be_read_is_told() {
    let project = fleet();
    project
        .shell("cd services; mkdir -p folder/tvgen.toml link pipe; ln -s nowhere link/tvgen.toml; mkfifo pipe/tvgen.toml")
        .code(0);
    for given in ["services", "services/*"] {
        project
            .run(&["lint", given])
            .code(2)
            .stdout(
                "   failed  services/folder/tvgen.toml\n   failed  services/link/tvgen.toml\n    \
                 clean  services/mail/tvgen.toml\n   failed  services/pipe/tvgen.toml\n    \
                 clean  services/web/admin/tvgen.toml\n    clean  services/web/tvgen.toml\n\
                 6 specs: 3 clean, 3 failed\n",
            )
            .stderr(
                "error: cannot read services/folder/tvgen.toml: Is a directory (os error 21)\n\
                 error: cannot read services/link/tvgen.toml: No such file or directory (os error 2)\n\
                 error: cannot read services/pipe/tvgen.toml: it is a pipe, a socket or a device, not a file of text\n",
            );
    }
}

#[cfg(unix)]
#[test]
fn a_line_is_one_whatever_the_name_of_a_folder() {
    let project = Project::repository()
        .file("s/a\n\u{1b}[31m/tvgen.toml", &service("a"))
        .bytes("s/b\r/tvgen.toml", b"\xff");
    let run = project.run(&["fleet", "table", "s"]).code(2);
    run.stderr("error: cannot read s/b\\r/tvgen.toml: line 1 is not UTF-8 (the byte 0xFF): save it as UTF-8\n");
    project
        .run(&["lint", "s", "--quiet"])
        .code(2)
        .stdout("   faulty  s/a\\n\\u{1b}[31m/tvgen.toml: 1 error\n   failed  s/b\\r/tvgen.toml\n");
}

#[test]
fn a_fault_in_one_of_many_stops_no_other_and_the_worst_decides() {
    let project = fleet()
        .file("services/mail/Makefile", "help:\n")
        .file(
            "services/web/tvgen.toml",
            &service("web").replace("name", "nam"),
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
fn the_number_of_workers_changes_nothing_of_what_is_told() {
    let mut project = Project::repository().file("platform/tvgen.toml", &platform());
    for number in 0..40 {
        let text = service(&format!("service-{number}"));
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
fn outputs_of_many_specs_are_printed_one_after_the_other() {
    fleet()
        .run(&["render", "services", "--stdout", "--only", "dockerignore"])
        .code(0)
        .stderr("")
        .snapshot_of("many", "stdout");
}
