//! Untrusted text is escaped wherever it is printed: neither a terminal nor the runner interprets it.

use serde_json::Value as Json;
use tvgen::lang::terminal;

use crate::support::{
    HELLO, assert_snapshot,
    commands::{CommandParser, WorkflowCommand},
    project::Project,
};

/// Runner commands and terminal control characters.
const HOSTILE: &str = "::stop-commands::mine\n  ::error::forged\nRUN true ##[stop-commands]mine\n##[error]forged\n\
    # \x1b]0;title\x07 \x1b[31mred \u{9b}31m \u{202e}reversed\u{2066}\r::warning::forged\n";

/// A service in a folder with a hostile name whose Dockerfile has a hostile hand edit.
fn edited_project() -> Project {
    let folder = "a\n::error::forged\n##[error]forged \x1b[31m";
    let project = Project::new().file(&format!("{folder}/tvgen.toml"), HELLO);
    project.run(&["render", folder]).code(0);
    let path = format!("{folder}/Dockerfile");
    let text = project.read(&path);
    project.file(&path, &format!("{text}{HOSTILE}"))
}

/// Whether `text` contains a character that a terminal interprets.
fn has_control_character(text: &str) -> bool {
    text.contains(|c| c != '\n' && c != '\t' && terminal::is_terminal_control(c))
}

const ACTIONS: &[(&str, &str)] = &[("GITHUB_ACTIONS", "true")];

#[test]
fn printed_text_contains_no_foreign_control_characters() {
    let project = edited_project();
    let (folder, argument) = (project.list().remove(0), "\x1b[31m\u{202e}");
    let runs = [
        vec!["check", &folder],
        vec!["check", &folder, "--color", "never"],
        vec!["check", &folder, "--format", "json"],
        vec!["check", &folder, "--format", "sarif"],
        vec!["check", &folder, "--format", "github"],
        vec!["absorb", &folder],
        vec!["lint", &folder, argument],
        vec!["fleet", "table", "."],
        vec!["fleet", "table", ".", "--format", "json"],
        vec!["fleet", "check", "."],
        vec!["explain", "base.ruby", "--spec", &folder],
        vec!["explain", argument],
        vec!["show", "--spec", argument],
        vec![argument],
    ];
    for arguments in runs {
        let run = project.run(&arguments);
        let text = run.out() + &run.err();
        assert!(
            text.len() > 20 && !has_control_character(&text),
            "{arguments:?}: {text:?}"
        );
    }
}

#[test]
fn a_coloured_finding_contains_no_foreign_escape_sequences() {
    let spec = HELLO.replace("\"3.4.7\"", "\"3\\u001b[31m\\u202e\" # \x07\u{202e}");
    let project = Project::new().file("tvgen.toml", &spec);
    let text = project.run(&["lint", "--color", "always"]).code(1).err();
    assert!(text.contains("\x1b["), "{text}");
    let mut rest = text.as_str();
    while let Some((_, style)) = rest.split_once('\x1b') {
        let end = style.find(|c: char| !"[;0123456789".contains(c));
        assert_eq!(end.map(|end| &style[end..=end]), Some("m"), "{text:?}");
        rest = style;
    }
    assert!(
        !has_control_character(&text.replace('\x1b', "")),
        "{text:?}"
    );
}

#[test]
fn the_runner_executes_only_our_annotations() {
    let project = edited_project();
    let folder = project.list().remove(0);
    for arguments in [
        vec!["check", &folder],
        vec!["check", &folder, "--format", "human"],
        vec!["check", &folder, "--format", "github"],
        vec!["check", &folder, "--format", "json"],
        vec!["check", &folder, "--format", "sarif"],
        vec!["absorb", &folder],
        vec!["lint", "::error::a", "##[error]b"],
        vec!["fleet", "check", "."],
        vec!["::error::forged\n::error::forged"],
    ] {
        let run = project.run_in(ACTIONS, &arguments);
        let (out, err) = (run.out(), run.err());
        // The runner reads two pipes: their lines can arrive in any order.
        for order in [format!("{out}{err}"), format!("{err}{out}")] {
            let mut parser = CommandParser::default();
            let commands = parser.read(&order);
            assert!(parser.accepts_commands(), "{order}");
            let forged =
                |command: &WorkflowCommand| command.data == "forged" || command.name == "add-mask";
            assert!(!commands.iter().any(forged), "{commands:?}");
            let expected = match arguments.as_slice() {
                ["check", _] | ["check", _, "--format", "github"] => 1,
                ["lint", ..] => 2,
                ["absorb" | "fleet", ..] => commands.len(),
                _ => 0,
            };
            assert_eq!(
                commands.len(),
                expected,
                "{arguments:?}: {commands:?}\n{order}"
            );
        }
        // Standard output on its own contains only our commands.
        assert_eq!(CommandParser::default().read(&out).len(), {
            usize::from(arguments.ends_with(&["github"]))
        });
    }
}

#[test]
fn an_annotation_arrives_as_it_was_written() {
    let spec = HELLO.replace("3.4.7", "3%0A,:;]::error::x");
    let project = Project::new().file("a%3A,b:c/tvgen.toml", &spec);
    let log = project.run_in(ACTIONS, &["lint", "a%3A,b:c"]).code(1).err();
    let commands = CommandParser::default().read(&log);
    assert_eq!(commands.len(), 1);
    assert_eq!(commands[0].properties["file"], "a%3A,b:c/tvgen.toml");
    let json = project
        .run(&["lint", "a%3A,b:c", "--format", "json"])
        .code(1)
        .out();
    let json: Json = serde_json::from_str(&json).expect("valid JSON");
    let finding = &json["findings"][0];
    let text = |key: &str| finding[key].as_str().expect("a text");
    assert_eq!(
        commands[0].data,
        format!("{}\n{}", text("message"), text("help"))
    );
}

#[test]
fn json_preserves_the_characters_that_it_escapes() {
    let spec = format!(
        "{HELLO}[hooks.jobs.x]\nsteps = [{{ run = \"\"\"{}\"\"\" }}]\n",
        "##[error]a\u{202e}"
    );
    let project = Project::new().file("tvgen.toml", &spec);
    let text = project.run(&["show", "--format", "json"]).out();
    assert!(
        !has_control_character(&text) && !text.contains("##["),
        "{text}"
    );
    let json: Json = serde_json::from_str(&text).expect("valid JSON");
    assert!(json.to_string().contains("##[error]a\u{202e}"), "{json}");
}

#[test]
fn an_output_printed_with_stdout_is_not_escaped() {
    let spec = HELLO.replace(
        "\"hello\"\n\n[base]",
        "\"hello\"\ntitle = \"::a ##[b] \u{202e}\"\n\n[base]",
    );
    let project = Project::new().file("tvgen.toml", &spec);
    project.run(&["render"]).code(0);
    for variables in [&[][..], ACTIONS] {
        let arguments = ["render", "--stdout", "--only", "docs"];
        let page = project.run_in(variables, &arguments).code(0).out();
        assert_eq!(page, project.read("documentation/docker.md"));
    }
}

#[test]
fn the_summary_escapes_hostile_files() {
    let project = edited_project();
    let folder = project.list().remove(0);
    let variables = [
        ("GITHUB_ACTIONS", "true"),
        ("GITHUB_STEP_SUMMARY", "summary.md"),
    ];
    project.run_in(&variables, &["check", &folder]).code(1);
    let summary = project.read("summary.md");
    assert!(!has_control_character(&summary), "{summary:?}");
    assert_snapshot("report", "hostile_summary", &summary);
}
