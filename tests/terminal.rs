//! Terminals: prose is wrapped between words at the width of the terminal, colours follow the environment and `--color`, and
//! `--quiet` names the spec of everything that it prints.

use std::sync::LazyLock;

use crate::support::{
    HELLO,
    project::{Files, Project},
    terminal::{show, unstyled},
};

/// The widths that everything is tried at.
const WIDTHS: [usize; 4] = [60, 80, 100, 200];

/// The part of a spec that a rule warns about.
const WARNED: &str = "[stages.production]\nuser = \"root\"\n";

/// Services in each state: up to date, with errors, with warnings, edited by hand, and not rendered.
fn fleet() -> Project {
    static FILES: LazyLock<Files> = LazyLock::new(|| render_fleet().files());
    let files = FILES.iter();
    files.fold(Project::new(), |project, (path, bytes)| {
        project.bytes(path, bytes)
    })
}

/// The files of [`fleet`].
fn render_fleet() -> Project {
    let spec = |name: &str| HELLO.replace("hello", name);
    let mut project = Project::repository();
    for name in ["current", "edited", "foreign"] {
        project = project.file(&format!("{name}/tvgen.toml"), &spec(name));
        let folder = format!("{name}/tvgen.toml");
        project.run(&["render", &folder]).code(0);
    }
    let dockerfile = project.read("edited/Dockerfile");
    let dockerfile = dockerfile.replace("ruby:3.4.7", "ruby:3.4.8");
    project
        .file("edited/Dockerfile", &dockerfile)
        .file("foreign/Dockerfile", "FROM scratch\n")
        .file("missing/tvgen.toml", &spec("missing"))
        .file("warned/tvgen.toml", &(spec("warned") + WARNED))
        .file(
            "wrong/tvgen.toml",
            &spec("wrong")
                .replace("3.4.7", "3.4")
                .replace("spec = 1", "spec = 1\nx = 2"),
        )
}

/// The command lines whose output is prose, apart from code.
const COMMANDS: &[&[&str]] = &[
    &["--help"],
    &["help", "render"],
    &["help", "fleet", "set"],
    &["render", "--no-such-flag"],
    &["explain", "inexact-ruby"],
    &["explain", "--all"],
    &["explain", "Dockerfile:1", "--spec", "current"],
    &["explain", "service.title", "--spec", "current"],
    &["explain", "nothing at all"],
    &["lint", "."],
    &["check", "edited", "foreign", "missing"],
    &["render", "."],
    &["fleet", "check", "."],
    &["fleet", "set", "base.alpine", "3.21", ".", "--dry-run"],
    &["absorb", "."],
    &["new", "--questions"],
];

/// Whether `line` is code or one word that is wider than the terminal by itself: code between backticks and a command to copy
/// are one word each.
fn is_unbreakable(line: &str) -> bool {
    let is_context = line.starts_with(' ') && !line.starts_with("  ") && !line.contains('│');
    let is_code = line.starts_with("    ") || line.starts_with(['+', '-', '@']) || is_context;
    let outside: String = line.trim_start().split('`').step_by(2).collect();
    is_code || !outside.trim_end().contains(' ') || line.starts_with("tvgen ")
}

/// The words of `text`, without the lines that miette draws next to wrapped messages.
fn split_words(text: &str) -> Vec<String> {
    let words = text.split_whitespace().map(str::to_owned);
    words.filter(|word| word != "│").collect()
}

#[test]
fn prose_is_wrapped_between_words_at_the_width_of_the_terminal() {
    for arguments in COMMANDS {
        let project = fleet();
        let whole = project.run(arguments);
        let mut expected = split_words(&whole.both());
        expected.sort();
        for width in WIDTHS {
            let shown = show(&fleet(), width, &["TERM=dumb"], arguments);
            for line in shown.lines() {
                assert!(
                    line.chars().count() <= width || is_unbreakable(line),
                    "{arguments:?} at {width}: {line:?}"
                );
            }
            let mut words = split_words(&shown);
            words.sort();
            assert_eq!(words, expected, "{arguments:?} at {width}: {shown}");
        }
    }
}

#[test]
fn a_command_to_copy_stays_on_one_line() {
    let shown = show(&fleet(), 60, &["TERM=dumb"], &["check", "edited"]);
    for command in [
        "To keep this edit: tvgen absorb edited/tvgen.toml\n",
        "To discard it:\ntvgen render edited/tvgen.toml --only dockerfile --force\n",
    ] {
        assert!(shown.contains(command), "{shown}");
    }
}

#[test]
fn the_fleet_table_is_split_into_blocks_that_each_name_the_services() {
    let project = fleet().file(
        "other/tvgen.toml",
        &HELLO.replace("hello", "other").replace("3.4.7", "3.3.1"),
    );
    let arguments = ["fleet", "table", "."];
    let whole = project.run(&arguments).both();
    for width in WIDTHS {
        let shown = show(&project, width, &["TERM=dumb"], &arguments);
        let table = shown.split("Service ").skip(1);
        for block in table {
            for name in ["current", "edited", "foreign", "missing", "warned", "other"] {
                let has_name = |line: &str| line.starts_with(&format!("{name} "));
                assert!(block.lines().any(has_name), "{name} at {width}: {shown}");
            }
        }
        let is_wide = |line: &&str| line.chars().count() > width;
        assert_eq!(shown.lines().find(is_wide), None, "at {width}");
        for word in split_words(&whole) {
            assert!(shown.contains(&word), "{word} at {width}: {shown}");
        }
    }
}

#[test]
fn the_width_of_a_terminal_is_overridden_by_columns_and_a_pipe_has_none() {
    let project = fleet();
    for arguments in [
        &["explain", "inexact-ruby"][..],
        &["lint", "."],
        &["--help"],
    ] {
        let narrow = show(&project, 60, &["TERM=dumb"], arguments);
        let columns = show(&project, 200, &["TERM=dumb", "COLUMNS=60"], arguments);
        assert_eq!(columns, narrow, "{arguments:?}");
        let piped = project.run(arguments);
        let exported = project.run_in(&[("COLUMNS", "60"), ("TERM", "xterm")], arguments);
        assert_eq!(exported.both(), piped.both(), "{arguments:?}");
    }
}

#[test]
fn colours_follow_the_terminal_the_environment_and_the_flag() {
    for arguments in [
        &["check", "edited", "foreign", "missing"][..],
        &["lint", "."],
        &["explain", "Dockerfile:1", "--spec", "current"],
        &["explain", "base.ruby", "--spec", "current"],
        &["explain", "inexact-ruby"],
        &["explain", "--all"],
        &["fleet", "table", "."],
        &["render", ".", "--dry-run"],
        &["absorb", ".", "--dry-run"],
        &["--help"],
        &["no-such-command"],
    ] {
        let project = fleet();
        let is_coloured = |variables: &[&str], more: &[&str]| {
            let shown = show(&project, 80, variables, &[arguments, more].concat());
            shown.replace("\x1b[K", "").contains('\x1b')
        };
        let (always, never) = (&["--color", "always"], &["--color", "never"]);
        let none: &[&str] = &[];
        for (variables, more, expected) in [
            (&["TERM=xterm"][..], none, true),
            (&["TERM=xterm", "NO_COLOR="], none, true),
            (&["TERM=xterm", "NO_COLOR=1"], none, false),
            (&["TERM=dumb"], none, false),
            (&["TERM=xterm"], never, false),
            (&["TERM=dumb", "NO_COLOR=1"], always, true),
        ] {
            let found = is_coloured(variables, more);
            assert_eq!(found, expected, "{arguments:?} {variables:?} {more:?}");
        }
        let plain = project.run(arguments).both();
        let coloured = project.run(&[arguments, always].concat()).both();
        assert!(!plain.contains('\x1b') && coloured.contains('\x1b'));
        assert_eq!(unstyled(&coloured), plain);
    }
}

#[test]
fn diffs_states_and_explanations_have_colours() {
    let project = fleet();
    let coloured = |arguments: &[&str]| {
        let arguments = [arguments, &["--color", "always"]].concat();
        project.run(&arguments).both()
    };
    for (arguments, styled) in [
        (
            &["check", "edited", "foreign", "missing"][..],
            &[
                "\x1b[1m--- a/Dockerfile\x1b[0m\n",
                "\x1b[36m@@ ",
                "\x1b[31m-",
                "\x1b[32m+",
                "\x1b[1medited/Dockerfile\x1b[0m: \x1b[35medited by hand, line",
                "\x1b[1mforeign/Dockerfile\x1b[0m: \x1b[31m",
                "\x1b[1mmissing/Dockerfile\x1b[0m: \x1b[31mmissing\x1b[0m\n",
                "\x1b[33mdrifted\x1b[0m  edited",
                "\x1b[33m3 drifted\x1b[0m",
            ][..],
        ),
        (
            &["explain", "Makefile:1", "--spec", "current"],
            &["\x1b[1mcurrent/Makefile:1\x1b[0m\n", "\x1b[36mtvgen, "],
        ),
        (
            &["explain", "base.ruby", "--spec", "current"],
            &["\x1b[36mcurrent/Dockerfile:"],
        ),
        (
            &["explain", "inexact-ruby"],
            &[
                "inexact-ruby\x1b[0m (\x1b[31merror\x1b[0m)\n",
                "\x1b[1mWhy\x1b[0m\n",
            ],
        ),
        (
            &["lint", "wrong", "current"],
            &["\x1b[31minvalid\x1b[0m  wrong"],
        ),
        (
            &["render", "foreign"],
            &["\x1b[31merror:\x1b[0m foreign/Dockerfile"],
        ),
    ] {
        let shown = coloured(arguments);
        for styled in styled {
            assert!(
                shown.contains(styled),
                "{arguments:?}: {styled:?} in {shown:?}"
            );
        }
    }
}

#[test]
fn quiet_prints_problems_only_and_names_the_spec_of_each() {
    let all = ["current", "edited", "foreign", "missing", "warned", "wrong"];
    for (arguments, named) in [
        (
            &["check", "."][..],
            &["edited", "foreign", "missing", "warned", "wrong"][..],
        ),
        (&["lint", "."], &["warned", "wrong"]),
        (&["render", "."], &["edited", "foreign", "warned", "wrong"]),
        (&["absorb", "."], &["foreign", "warned", "wrong"]),
        (
            &["render", ".", "--dry-run"],
            &["edited", "foreign", "missing", "warned", "wrong"],
        ),
        (
            &["fleet", "set", "base.alpine", "3.21", "."],
            &["edited", "foreign", "wrong"],
        ),
    ] {
        let run = fleet().run(&[arguments, &["--quiet"]].concat());
        let printed = run.both();
        for name in all {
            let status = |line: &str| {
                line.get(10..)
                    .is_some_and(|line| line.starts_with(&format!("  ./{name}/tvgen.toml")))
            };
            let count = run.out().lines().filter(|line| status(line)).count();
            let expected = usize::from(named.contains(&name));
            assert_eq!(count, expected, "{arguments:?} {name}: {printed}");
        }
        assert!(!printed.contains("specs: "), "{printed}");
    }
    let clean = fleet().run(&["check", "current", "--quiet"]);
    clean.code(0).stdout("").stderr("");
}
