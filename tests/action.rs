//! The action and the hooks of this repository, run as those who name them run them.

use serde_yaml::Value;

use crate::support::{
    HELLO,
    project::{Project, Run},
    runner::Runner,
};

/// Runs the action in `project` with `inputs`; only its last step may fail.
#[track_caller]
fn act(project: &Project, inputs: &[(&str, &str)]) -> (Runner, Run) {
    let action = file("action.yml");
    let declared = action["inputs"].as_mapping().expect("there are inputs");
    for (name, _) in inputs {
        assert!(declared.contains_key(*name), "{name}");
    }
    let mut runner = Runner::new(project.path(""));
    for (name, input) in declared {
        let name = name.as_str().expect("a name");
        let given = inputs.iter().find(|(given, _)| *given == name);
        let default = || input["default"].as_str().expect("each has a default");
        let value = given.map_or_else(default, |(_, value)| value);
        runner = runner.with(&format!("inputs.{name}"), value);
    }
    let steps = action["runs"]["steps"].as_sequence().expect("steps");
    for step in steps {
        assert_eq!(step["shell"], "bash");
    }
    let (last, first) = steps.split_last().expect("there are steps");
    for step in first {
        runner.run(step).code(0);
    }
    let run = runner.run(last);
    (runner, run)
}

/// The file `name` of this repository, read as YAML.
fn file(name: &str) -> Value {
    let text = std::fs::read_to_string(name).expect("it is there");
    serde_yaml::from_str(&text).expect("it is YAML")
}

/// A project whose files are what the specs in its folders `services` say.
fn rendered(services: &[&str]) -> Project {
    let mut project = Project::new();
    for service in services {
        project = project.file(&format!("{service}/tvgen.toml"), HELLO);
    }
    project
        .run(&[&["render", "--quiet"], services].concat())
        .code(0);
    project
}

#[test]
fn the_action_passes_where_nothing_differs_and_leaves_tvgen_on_the_path() {
    let project = rendered(&["."]);
    let (runner, run) = act(&project, &[]);
    run.code(0)
        .stdout("5 files are what the spec says\n")
        .stderr("");
    let folder = env!("CARGO_MANIFEST_DIR").rsplit('/').next();
    assert_eq!(
        runner.calls(),
        format!(
            "install --locked --path . --root {}, in {}\n",
            runner.path("temp/tvgen").display(),
            folder.expect("it has a name")
        )
    );
    assert_eq!(runner.summary(), "");
    let later = serde_yaml::from_str("run: tvgen lint").expect("it is YAML");
    runner.run(&later).code(0).stdout("1 spec has no errors\n");
}

#[test]
fn the_action_fails_where_a_file_differs_with_annotations_and_a_summary() {
    let project = rendered(&["."]).file("Makefile", "help:\n");
    let (runner, run) = act(&project, &[]);
    let words = project.run(&["check"]).code(1).out();
    let annotations = project.run(&["check", "--format", "github"]).code(1).out();
    run.code(1).stdout(&words).stderr(&annotations);
    let drifts = runner.summary().matches("\n### ").count();
    assert_eq!(drifts, 1);
}

#[test]
fn the_specs_of_the_action_are_one_a_line() {
    let project = rendered(&["a", "b c", "d"]).file("d/Makefile", "help:\n");
    let one = "5 files are what the spec says\n";
    let two =
        "     same  a/tvgen.toml: 5 files\n     same  b c/tvgen.toml: 5 files\n2 specs: 2 same\n";
    for (specs, output) in [
        ("a", one),
        ("a\n", one),
        ("\na\n\nb c/tvgen.toml\n", two),
        ("b c", one),
        ("{a,b c}", two),
    ] {
        let (_, run) = act(&project, &[("specs", specs)]);
        run.code(0).stdout(output);
    }
    let (_, run) = act(&project, &[("specs", "a\nd\nb c\n")]);
    run.code(1);
    for (folder, code) in [("b c", 0), ("d", 1)] {
        act(&project, &[("working-directory", folder)]).1.code(code);
    }
    let (_, run) = act(
        &project,
        &[("working-directory", "b c"), ("specs", "../a\n.")],
    );
    run.code(0).stdout(
        "     same  ./tvgen.toml: 5 files\n     same  ../a/tvgen.toml: 5 files\n2 specs: 2 same\n",
    );
}

#[test]
fn an_input_of_the_action_is_text_and_nothing_else() {
    let project = rendered(&["."]);
    let before = project.list();
    for spec in [
        "; rm -rf tvgen.toml Makefile",
        "$(touch hacked)",
        "`touch hacked`",
        "\" && touch hacked #",
        "--out=hacked",
        "${{ github.token }}",
        "*/*",
        "\\",
    ] {
        let (_, run) = act(&project, &[("specs", spec)]);
        let why = if spec.contains(['{', '*']) {
            format!(
                "`{spec}` matches no spec and no folder that has one, those that git ignores aside"
            )
        } else {
            format!("cannot read {spec}: No such file or directory (os error 2)")
        };
        let run = run.code(2).stdout("");
        let text = run.err();
        let lines: Vec<&str> = text.lines().collect();
        // Commands are stopped around the message, with a token of this run.
        let [stop, message, resume, annotation] = lines[..] else {
            panic!("{lines:?}");
        };
        let token = stop
            .strip_prefix("::stop-commands::")
            .expect("they are stopped");
        assert_eq!(resume, format!("::{token}::"));
        assert_eq!(message, format!("error: {why}"));
        assert_eq!(annotation, format!("::error title=tvgen::{why}"));
        assert_eq!(project.list(), before);
    }
    let (_, run) = act(&project, &[("specs", "tvgen.toml\nEOF\ntouch hacked\n")]);
    run.code(2);
    assert_eq!(project.list(), before);
}

#[test]
fn the_hooks_are_command_lines_that_tvgen_takes() {
    let hooks = file(".pre-commit-hooks.yaml");
    let mut entries = Vec::new();
    for hook in hooks.as_sequence().expect("a list of hooks") {
        let entry = hook["entry"].as_str().expect("a command");
        let words: Vec<&str> = entry.split(' ').collect();
        assert_eq!(words[0], "tvgen");
        // The names of changed files are no specs; and what differs may lie anywhere.
        assert_eq!(hook["pass_filenames"], false);
        assert_eq!(hook["always_run"], true);
        rendered(&["."]).run(&words[1..]).code(0).stderr("");
        entries.push(entry.to_owned());
    }
    assert_eq!(entries, ["tvgen check", "tvgen render"]);
}
