//! Runs the action and the pre-commit hooks of this repository as their users do.

use serde_yaml::Value;

use crate::support::{
    HELLO,
    project::{Project, RunOutput},
    runner::Runner,
};

/// Runs the action in `project` with `inputs`; only its last step may fail.
#[track_caller]
fn run_action(project: &Project, inputs: &[(&str, &str)]) -> (Runner, RunOutput) {
    let action = read_yaml("action.yml");
    let declared = action["inputs"]
        .as_mapping()
        .expect("the action has inputs");
    for (name, _) in inputs {
        assert!(declared.contains_key(*name), "{name}");
    }
    let mut runner = Runner::new(project.path(""));
    for (name, input) in declared {
        let name = name.as_str().expect("a name");
        let input_value = inputs.iter().find(|(input, _)| *input == name);
        let default = || {
            input["default"]
                .as_str()
                .expect("every input has a default")
        };
        let value = input_value.map_or_else(default, |(_, value)| value);
        runner = runner.with(&format!("inputs.{name}"), value);
    }
    let steps = action["runs"]["steps"].as_sequence().expect("steps");
    for step in steps {
        assert_eq!(step["shell"], "bash");
    }
    let (last, first) = steps.split_last().expect("the action has steps");
    for step in first {
        runner.run(step).code(0);
    }
    let run = runner.run(last);
    (runner, run)
}

/// Parses the YAML file `name` of this repository.
fn read_yaml(name: &str) -> Value {
    let text = std::fs::read_to_string(name).expect("the file exists");
    serde_yaml::from_str(&text).expect("valid YAML")
}

/// A project with up-to-date files for a spec in each of the folders `services`.
fn render_project(services: &[&str]) -> Project {
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
fn the_action_passes_when_files_are_up_to_date_and_leaves_tvgen_on_the_path() {
    let project = render_project(&["."]);
    let (runner, run) = run_action(&project, &[]);
    run.code(0).stdout("5 files up to date\n").stderr("");
    let folder = env!("CARGO_MANIFEST_DIR").rsplit('/').next();
    assert_eq!(
        runner.calls(),
        format!(
            "install --locked --path . --root {}, in {}\n",
            runner.path("temp/tvgen").display(),
            folder.expect("the folder has a name")
        )
    );
    assert_eq!(runner.summary(), "");
    let later = serde_yaml::from_str("run: tvgen lint").expect("valid YAML");
    runner.run(&later).code(0).stdout("no errors in 1 spec\n");
}

#[test]
fn the_action_fails_with_annotations_and_a_summary_when_a_file_differs() {
    let project = render_project(&["."]).file("Makefile", "help:\n");
    let (runner, run) = run_action(&project, &[]);
    let report = project.run(&["check"]).code(1).out();
    let annotations = project.run(&["check", "--format", "github"]).code(1).out();
    run.code(1).stdout(&report).stderr(&annotations);
    let drifts = runner.summary().matches("\n### ").count();
    assert_eq!(drifts, 1);
}

#[test]
fn the_action_accepts_one_spec_per_line() {
    let project = render_project(&["a", "b c", "d"]).file("d/Makefile", "help:\n");
    let one = "5 files up to date\n";
    let two = "up to date  a/tvgen.toml: 5 files\nup to date  b c/tvgen.toml: 5 files\n2 specs: 2 up to date\n";
    for (specs, output) in [
        ("a", one),
        ("a\n", one),
        ("\na\n\nb c/tvgen.toml\n", two),
        ("b c", one),
        ("{a,b c}", two),
    ] {
        let (_, run) = run_action(&project, &[("specs", specs)]);
        run.code(0).stdout(output);
    }
    let (_, run) = run_action(&project, &[("specs", "a\nd\nb c\n")]);
    run.code(1);
    for (folder, code) in [("b c", 0), ("d", 1)] {
        run_action(&project, &[("working-directory", folder)])
            .1
            .code(code);
    }
    let (_, run) = run_action(
        &project,
        &[("working-directory", "b c"), ("specs", "../a\n.")],
    );
    run.code(0).stdout(
        "up to date  ./tvgen.toml: 5 files\nup to date  ../a/tvgen.toml: 5 files\n2 specs: 2 up to date\n",
    );
}

#[test]
fn an_input_of_the_action_is_never_executed() {
    let project = render_project(&["."]);
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
        let (_, run) = run_action(&project, &[("specs", spec)]);
        let why = if spec.contains(['{', '*']) {
            format!("`{spec}` matches no spec (folders that git ignores are skipped)")
        } else {
            format!(
                "cannot read {spec}: No such file or directory (os error 2)\nhelp: to create a spec, run `tvgen new`"
            )
        };
        let run = run.code(2).stdout("");
        let text = run.err();
        let lines: Vec<&str> = text.lines().collect();
        // The message is printed between two lines that stop and resume commands with a random token.
        let [stop, message @ .., resume, annotation] = lines.as_slice() else {
            panic!("{lines:?}");
        };
        let token = stop
            .strip_prefix("::stop-commands::")
            .expect("commands are stopped");
        assert_eq!(*resume, format!("::{token}::"));
        assert_eq!(message.join("\n"), format!("error: {why}"));
        let why = why.replace('\n', "%0A");
        assert_eq!(*annotation, format!("::error title=tvgen::{why}"));
        assert_eq!(project.list(), before);
    }
    let (_, run) = run_action(&project, &[("specs", "tvgen.toml\nEOF\ntouch hacked\n")]);
    run.code(2);
    assert_eq!(project.list(), before);
}

#[test]
fn the_hooks_run_commands_that_tvgen_accepts() {
    let hooks = read_yaml(".pre-commit-hooks.yaml");
    let mut entries = Vec::new();
    for hook in hooks.as_sequence().expect("a list of hooks") {
        let entry = hook["entry"].as_str().expect("a command");
        let words: Vec<&str> = entry.split(' ').collect();
        assert_eq!(words[0], "tvgen");
        // The names of changed files are not passed, because these files need not be specs. The hook always runs, because any
        // changed file can affect a generated file.
        assert_eq!(hook["pass_filenames"], false);
        assert_eq!(hook["always_run"], true);
        render_project(&["."]).run(&words[1..]).code(0).stderr("");
        entries.push(entry.to_owned());
    }
    assert_eq!(entries, ["tvgen check", "tvgen render"]);
}
