//! `tvgen fleet set`: a key of many services, what it changes in each, and who is left as it is.

use super::{OWN_RUBY, PLATFORM, fleet, service};
use crate::support::project::Project;

#[test]
fn a_value_that_several_have_of_a_base_is_not_set_in_each_without_a_word() {
    let project = fleet();
    project
        .run(&["fleet", "set", "base.ruby", "3.4.7", "--where", "base.ruby < 3.4.7"])
        .code(1)
        .stdout("")
        .stderr(
            "error: 4 of 5 chosen services have `base.ruby` of platform.toml: a value of their own would part them from it\n\
             To set it there, and in those that say it themselves: tvgen fleet set base.ruby 3.4.7 --where 'base.ruby < 3.4.7' \
             --in base\n\
             To set it in each of them: tvgen fleet set base.ruby 3.4.7 --where 'base.ruby < 3.4.7' --in own\n",
        );
    assert_eq!(project.read("platform.toml"), PLATFORM);
}

#[test]
fn a_base_is_changed_for_all_that_build_on_it() {
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
    assert_eq!(dry, done.replace(" changed", " changing"));
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
fn a_change_of_a_base_that_breaks_a_service_is_not_made() {
    let project = fleet();
    let run = project.run(&["fleet", "set", "base.ruby", "3.4", "--in", "base"]);
    assert_eq!(run.code(1).out(), "");
    assert_eq!(project.read("platform.toml"), PLATFORM);
}

#[test]
fn a_base_is_not_changed_for_those_who_are_given_alone() {
    let project = fleet();
    let run = project.run(&["fleet", "set", "base.ruby", "3.4", "mail", "--in", "base"]);
    run.code(2).stdout("").stderr(
        "error: each chosen service says `base.ruby` itself, so that what a base says of it would change none of them\n\
         To set it in each of them: tvgen fleet set base.ruby 3.4 mail --in own\n",
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
    // What breaks is a service that nobody gave.
    project
        .run(&["fleet", "set", "cache.mode", "none", "web", "--in", "base"])
        .code(1)
        .stdout("")
        .snapshot_stderr_of("fleet", "set_in_base_breaks.stderr");
    assert_eq!(project.read("platform.toml"), before);
}

#[test]
fn a_base_that_does_not_say_it_yet_says_it_then() {
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
        "error: lone/tvgen.toml builds on no other spec\n\
         To set it in each of them: tvgen fleet set cache.mode registry lone web --in own\n",
    );
}

#[test]
fn chosen_specs_are_changed_with_their_files_and_nobody_else() {
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
            "unchanged  mail/tvgen.toml: it says so already\nunchanged  web/tvgen.toml: it says so already\n\
             2 specs: 2 unchanged\n",
        );
}

#[test]
fn a_change_that_makes_services_clash_is_told_and_so_is_what_was_stale_before() {
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
        .snapshot_of("fleet", "set_clash")
        .snapshot_stderr_of("fleet", "set_clash.stderr");
}

#[test]
fn programs_get_what_changes() {
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
fn what_cannot_be_meant_is_refused_before_anything_is_read() {
    let project = Project::repository();
    for (arguments, error) in [
        (
            &["base.rubi", "3.4.7"][..],
            "error: the format has no key `base.rubi`: did you mean `ruby`?\n",
        ),
        (
            &["service.port", "many"],
            "error: `many` cannot be `service.port`, which is an integer\n",
        ),
        (
            &["base.ruby", "3.4.7", "--where", "base.rubi exists"],
            "error: the format has no key `base.rubi`: did you mean `ruby`?\n",
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
        .stdout("No service is chosen: nothing is changed.\n");
}
