//! `tvgen fleet set`: the changes in each service, and the services that are skipped.

use super::{OWN_RUBY, PLATFORM, fleet, service};
use crate::support::project::Project;

#[test]
fn an_inherited_value_is_not_overridden_in_each_service_unless_asked() {
    let project = fleet();
    project
        .run(&[
            "fleet",
            "set",
            "base.ruby",
            "3.4.7",
            "--where",
            "base.ruby < 3.4.7",
        ])
        .code(1)
        .stdout("")
        .stderr(
            "error: 4 of 5 selected services inherit `base.ruby` from platform.toml\n\
             help: to set it in platform.toml, and in services that override it, run \
             `tvgen fleet set base.ruby 3.4.7 --where 'base.ruby < 3.4.7' --in base`\n\
             help: to override it in each service, run \
             `tvgen fleet set base.ruby 3.4.7 --where 'base.ruby < 3.4.7' --in own`\n",
        );
    assert_eq!(project.read("platform.toml"), PLATFORM);
}

#[test]
fn a_suggested_command_after_a_dry_run_is_a_dry_run() {
    let arguments = ["fleet", "set", "base.ruby", "3.4.7", "--dry-run"];
    let run = fleet().run(&arguments).code(1);
    assert_eq!(
        run.err().matches(" --dry-run --in ").count(),
        2,
        "{}",
        run.err()
    );
}

#[test]
fn changing_a_base_changes_all_services_that_extend_it() {
    let project = fleet();
    let arguments = [
        "fleet",
        "set",
        "base.ruby",
        "3.4.7",
        "--where",
        "base.ruby < 3.4.7",
        "--in",
        "base",
    ];
    let before = project.read("web/Dockerfile");
    let dry = project
        .run(&[&arguments[..], &["--dry-run"]].concat())
        .code(1)
        .out();
    assert_eq!(project.read("web/Dockerfile"), before);
    let run = project.run(&arguments).code(1);
    let done = run.out().replace("  changed  ", " changing  ");
    assert_eq!(
        dry.replace(" changed", " changing"),
        done.replace(" changed", " changing")
    );
    run.snapshot_of("fleet", "set_in_base")
        .snapshot_stderr_of("fleet", "set_in_base.stderr");
    assert_eq!(
        project.read("platform.toml"),
        PLATFORM.replace("3.4.6", "3.4.7")
    );
    assert_eq!(
        project.read("mail/tvgen.toml"),
        service("mail", &OWN_RUBY.replace("3.3.9", "3.4.7"))
    );
    project.run(&["check", "api", "mail", "web"]).code(0);
}

#[test]
fn a_base_is_not_changed_if_that_breaks_a_service() {
    let project = fleet();
    let run = project.run(&["fleet", "set", "base.ruby", "3.4", "--in", "base"]);
    assert_eq!(run.code(1).out(), "");
    assert_eq!(project.read("platform.toml"), PLATFORM);
}

#[test]
fn changing_a_base_considers_services_that_are_not_selected() {
    let project = fleet();
    let run = project.run(&["fleet", "set", "base.ruby", "3.4", "mail", "--in", "base"]);
    run.code(2).stdout("").stderr(
        "error: each selected service sets `base.ruby` itself, so setting it in a base spec would change none of them\n\
         help: to set it in each service, run `tvgen fleet set base.ruby 3.4 mail --in own`\n",
    );
    let project = project.file("shop/tvgen.toml", &service("shop", ""));
    project
        .run(&["fleet", "set", "base.ruby", "3.4.7", "web", "--in", "base"])
        .code(1)
        .snapshot_of("fleet", "set_in_base_of_one");
    project
        .run(&["check", "api", "mail", "shop", "web"])
        .code(0);
    let project = project.file(
        "api/tvgen.toml",
        &service("api", "\n[cache]\nrebuild = \"0 12 * * 0\"\n"),
    );
    let before = project.read("platform.toml");
    // The change causes errors in a service that was not selected.
    project
        .run(&["fleet", "set", "cache.mode", "none", "web", "--in", "base"])
        .code(1)
        .stdout("")
        .snapshot_stderr_of("fleet", "set_in_base_breaks.stderr");
    assert_eq!(project.read("platform.toml"), before);
}

#[test]
fn a_key_that_is_not_set_in_the_base_is_added_there() {
    let project = fleet();
    let run = project.run(&[
        "fleet",
        "set",
        "cache.mode",
        "registry",
        "web",
        "mail",
        "--in",
        "base",
        "--dry-run",
    ]);
    run.code(1).snapshot_of("fleet", "set_new_in_base");
    let project = project.file("lone/tvgen.toml", "spec = 1\n[service]\nname = \"lone\"\n");
    let run = project.run(&[
        "fleet",
        "set",
        "cache.mode",
        "registry",
        "lone",
        "web",
        "--in",
        "base",
    ]);
    run.code(2).stdout("").stderr(
        "error: lone/tvgen.toml extends no base spec\n\
         help: to set it in each service, run `tvgen fleet set cache.mode registry lone web --in own`\n",
    );
}

#[test]
fn only_the_selected_specs_and_their_files_are_changed() {
    let project = fleet();
    let before = project.read("api/tvgen.toml");
    project
        .run(&[
            "fleet",
            "set",
            "cache.mode",
            "registry",
            "mail",
            "web",
            "jobs",
            "shop",
        ])
        .code(1)
        .snapshot_of("fleet", "set_own");
    assert_eq!(project.read("api/tvgen.toml"), before);
    for left in ["jobs", "shop"] {
        assert!(
            !project
                .read(&format!("{left}/tvgen.toml"))
                .contains("registry\"")
        );
    }
    project.run(&["check", "mail", "web"]).code(0);
    project
        .run(&["fleet", "set", "cache.mode", "registry", "mail", "web"])
        .code(0)
        .stdout(
            " unchanged  mail/tvgen.toml: already set\n unchanged  web/tvgen.toml: already set\n\
             2 specs: 2 unchanged\n",
        );
}

#[test]
fn new_conflicts_and_files_that_were_already_stale_are_reported() {
    let project = fleet();
    let moved = service("web", "\n[cache]\nmode = \"registry\"\n");
    let project = project.file("web/tvgen.toml", &moved);
    let run = project.run(&[
        "fleet",
        "set",
        "service.name",
        "same",
        "api",
        "web",
        "--dry-run",
    ]);
    run.code(1)
        .snapshot_of("fleet", "set_conflict")
        .snapshot_stderr_of("fleet", "set_conflict.stderr");
}

#[test]
fn json_lists_the_changes() {
    let run = fleet().run(&[
        "fleet",
        "set",
        "service.port",
        "8080",
        "web",
        "--dry-run",
        "--format",
        "json",
    ]);
    run.code(0).stderr("").snapshot_of("fleet", "set_json");
}

#[test]
fn invalid_arguments_are_rejected_before_any_spec_is_read() {
    let project = Project::repository();
    for (arguments, error) in [
        (
            &["base.rubi", "3.4.7"][..],
            "error: unknown key `base.rubi`: did you mean `ruby`?\n",
        ),
        (
            &["service.port", "many"],
            "error: `many` is not a valid `service.port`: expected an integer\n",
        ),
        (
            &["base.ruby", "3.4.7", "--where", "base.rubi exists"],
            "error: unknown key `base.rubi`: did you mean `ruby`?\n",
        ),
    ] {
        let run = project.run(&[&["fleet", "set"], arguments].concat());
        run.code(2).stdout("").stderr(error);
    }
    let project = fleet();
    let none = [
        "fleet",
        "set",
        "base.ruby",
        "3.4.7",
        "--where",
        "service.name = no",
    ];
    project
        .run(&none)
        .code(0)
        .stdout("No service is selected; nothing was changed.\n");
}
