//! Reads a value from the outputs with the program or parser that uses it.

use parse_dockerfile::{Command, Instruction};
use serde_yaml::Value as Yaml;
use tvgen::artifact::Artifact;

use crate::support::{
    docker, expression,
    programs::{Call, Sandbox, expect_stdout},
};

fn output<'a>(artifacts: &'a [Artifact], name: &str) -> &'a str {
    let found = artifacts.iter().find(|artifact| artifact.name == name);
    &found.expect("the output exists").text
}

pub fn title(_: &Sandbox, artifacts: &[Artifact], _: &str) -> String {
    let text = output(artifacts, "makefile");
    let line = text.lines().nth(3).expect("a comment follows the header");
    let title = line
        .strip_prefix("# ")
        .and_then(|line| {
            line.strip_suffix(
                ": build, inspect and deploy the image. `make help` lists the targets.",
            )
        })
        .expect("the comment has the generated text");
    // tvgen adds a space after a trailing backslash, which would otherwise continue the line.
    title
        .strip_suffix("\\ ")
        .map_or_else(|| title.to_owned(), |title| format!("{title}\\"))
}

pub fn reason(_: &Sandbox, artifacts: &[Artifact], _: &str) -> String {
    let mut lines = output(artifacts, "dockerfile").split('\n');
    lines
        .find_map(|line| {
            line.strip_prefix("# openssl: ")?
                .strip_suffix(", until 2027-03-01")
        })
        .expect("the reason exists")
        .to_owned()
}

pub fn env(_: &Sandbox, artifacts: &[Artifact], _: &str) -> String {
    let text = output(artifacts, "dockerfile");
    let read = parse_dockerfile::parse(text).expect("a Dockerfile");
    let found = read.instructions.iter().find_map(|instruction| {
        let Instruction::Env(env) = instruction else {
            return None;
        };
        let arguments = &text[env.arguments.span.clone()];
        let is_ours = arguments.starts_with("RAILS_ENV=");
        is_ours.then(|| docker::parse_variable(arguments).1)
    });
    found.expect("the variable exists")
}

/// Runs the script of the `RUN` instruction that contains `word`; returns the calls of programs.
fn run(sandbox: &Sandbox, artifacts: &[Artifact], word: &str) -> Vec<Call> {
    let text = output(artifacts, "dockerfile");
    let read = parse_dockerfile::parse(text).expect("a Dockerfile");
    let mut scripts = read.instructions.iter().filter_map(|instruction| {
        let Instruction::Run(run) = instruction else {
            return None;
        };
        let Command::Shell(script) = &run.arguments else {
            return None;
        };
        Some(script.value)
    });
    let script = scripts
        .find(|script| script.contains(word))
        .expect("a `RUN` contains the word");
    let _ = expect_stdout(&sandbox.run("sh", &["-c", script]), script);
    sandbox.take_calls()
}

pub fn assets(sandbox: &Sandbox, artifacts: &[Artifact], _: &str) -> String {
    let calls = run(sandbox, artifacts, "rails assets:precompile");
    assert_eq!(calls.len(), 1);
    assert_eq!(
        calls[0].words,
        ["bundle", "exec", "rails", "assets:precompile"]
    );
    calls[0].rails_env.clone()
}

pub fn setting(sandbox: &Sandbox, artifacts: &[Artifact], _: &str) -> String {
    let calls = run(sandbox, artifacts, "build.charlock_holmes");
    assert_eq!(calls.len(), 5, "{calls:?}");
    let words = &calls[1].words;
    assert_eq!(
        words[..5],
        [
            "bundle",
            "config",
            "set",
            "--local",
            "build.charlock_holmes"
        ]
    );
    assert_eq!(words.len(), 6);
    words[5].clone()
}

/// Runs make with `goals`.
fn make(sandbox: &Sandbox, artifacts: &[Artifact], goals: &[&str]) -> String {
    let text = output(artifacts, "makefile");
    sandbox.write("Makefile", text);
    sandbox.write(
        "reading.mk",
        "reading:\n\t@printf '%s\\n' \"$$TF_VAR_config_short\"\n",
    );
    let arguments = ["-s", "-f", "Makefile", "-f", "reading.mk"];
    let output = sandbox.run("make", &[&arguments, goals].concat());
    expect_stdout(&output, text)
}

pub fn variable(sandbox: &Sandbox, artifacts: &[Artifact], _: &str) -> String {
    let read = make(sandbox, artifacts, &["qa", "reading"]);
    read.strip_suffix('\n').expect("a line").to_owned()
}

pub fn review_variable(sandbox: &Sandbox, artifacts: &[Artifact], _: &str) -> String {
    let read = make(sandbox, artifacts, &["review", "PR=7", "reading"]);
    read.strip_suffix('\n').expect("a line").to_owned()
}

/// The value of `option` in the call of `program`.
fn option(sandbox: &Sandbox, program: &str, option: &str) -> String {
    let calls = sandbox.take_calls();
    let call = calls.iter().find(|call| call.words[0] == program);
    let mut words = call.expect("the program is called").words.iter();
    if option.ends_with('=') {
        let word = words.find_map(|word| word.strip_prefix(option));
        return word.expect("the option exists").to_owned();
    }
    words.find(|word| *word == option);
    words.next().expect("the option has a value").clone()
}

pub fn backend(sandbox: &Sandbox, artifacts: &[Artifact], _: &str) -> String {
    let _ = make(sandbox, artifacts, &["ci", "qa", "terraform-init"]);
    option(sandbox, "terraform", "-backend-config=container_name=")
}

pub fn review_backend(sandbox: &Sandbox, artifacts: &[Artifact], _: &str) -> String {
    let _ = make(
        sandbox,
        artifacts,
        &["ci", "review", "PR=7", "terraform-init"],
    );
    option(sandbox, "terraform", "-backend-config=key=")
}

pub fn var_file(sandbox: &Sandbox, artifacts: &[Artifact], _: &str) -> String {
    let tag = format!("IMAGE_TAG=main-{}", "0".repeat(40));
    let digest = format!("IMAGE_DIGEST=sha256:{}", "0".repeat(64));
    let goals = ["ci", "qa", "terraform-plan", &tag, &digest];
    let _ = make(sandbox, artifacts, &goals);
    let calls = sandbox.take_calls();
    let words = &calls.last().expect("Terraform is called").words;
    let word = words
        .iter()
        .find_map(|word| word.strip_prefix("-var-file="));
    word.expect("the option exists").to_owned()
}

pub fn resource_group(sandbox: &Sandbox, artifacts: &[Artifact], _: &str) -> String {
    let _ = make(sandbox, artifacts, &["qa", "logs"]);
    option(sandbox, "az", "--resource-group")
}

pub fn cluster(sandbox: &Sandbox, artifacts: &[Artifact], _: &str) -> String {
    let _ = make(sandbox, artifacts, &["qa", "logs"]);
    option(sandbox, "az", "--name")
}

pub fn namespace(sandbox: &Sandbox, artifacts: &[Artifact], _: &str) -> String {
    let _ = make(sandbox, artifacts, &["qa", "logs"]);
    option(sandbox, "kubectl", "--namespace")
}

fn workflow(artifacts: &[Artifact]) -> Yaml {
    serde_yaml::from_str(output(artifacts, "workflow")).expect("the workflow is YAML")
}

/// Asserts that the condition of the deployment is met with the label `value`, but not with a different label.
pub fn label(_: &Sandbox, artifacts: &[Artifact], value: &str) -> String {
    let workflow = workflow(artifacts);
    let condition = workflow["jobs"]["deploy_review"]["if"]
        .as_str()
        .expect("a condition");
    let is_met = |label: &str| {
        let look_up = |name: &str| match name {
            "github.event.pull_request.labels.*.name" => {
                expression::Value::List(vec![label.to_owned()])
            }
            "github.event_name" => expression::Value::String("pull_request".to_owned()),
            "github.event.action" => expression::Value::String("opened".to_owned()),
            "github.event.label.name" => expression::Value::String(label.to_owned()),
            name if name.starts_with("github.") => expression::Value::String("same".to_owned()),
            name => panic!("{name} in {condition}"),
        };
        expression::evaluate(condition, &look_up).is_truthy()
    };
    assert!(!is_met("another label"), "{condition}");
    if is_met(value) {
        value.to_owned()
    } else {
        format!("another label than {value}: {condition}")
    }
}

pub fn name(_: &Sandbox, artifacts: &[Artifact], _: &str) -> String {
    expression::read_literal(workflow(artifacts)["name"].as_str().expect("a name"))
}

pub fn ignored(_: &Sandbox, artifacts: &[Artifact], _: &str) -> String {
    let workflow = workflow(artifacts);
    let read = |event: &str| {
        let patterns = &workflow["on"][event]["paths-ignore"];
        expression::read_literal(patterns[0].as_str().expect("a pattern"))
    };
    assert_eq!(read("push"), read("pull_request"));
    read("push")
}

pub fn url(_: &Sandbox, artifacts: &[Artifact], _: &str) -> String {
    let workflow = workflow(artifacts);
    let job = &workflow["jobs"]["deploy_review"];
    let read = |text: &Yaml| {
        expression::fill(text.as_str().expect("an address"), &|name| {
            assert_eq!(name, "github.event.pull_request.number");
            expression::Value::String("7".to_owned())
        })
    };
    let steps = job["steps"].as_sequence().expect("steps");
    let tested = &steps.last().expect("a smoke test")["env"]["URL"];
    assert_eq!(read(tested), read(&job["environment"]["url"]));
    read(tested)
}

pub fn scan(sandbox: &Sandbox, artifacts: &[Artifact], _: &str) -> String {
    let workflow = workflow(artifacts);
    let steps = workflow["jobs"]["build"]["steps"]
        .as_sequence()
        .expect("steps");
    let script = steps
        .iter()
        .find(|step| step["id"].as_str() == Some("scan"));
    let script = script.expect("a scan")["run"].as_str().expect("a script");
    let script = expression::fill(script, &|name| panic!("{name} is evaluated in a script"));
    let _ = expect_stdout(&sandbox.run("sh", &["-e", "-c", &script]), &script);
    let calls = sandbox.take_calls();
    let words = &calls.last().expect("the scanner is called").words;
    assert_eq!(words[..2], ["trivy", "image"]);
    assert_eq!(words.len(), 6, "{words:?}");
    words[5].clone()
}

pub fn pattern(_: &Sandbox, artifacts: &[Artifact], _: &str) -> String {
    let text = output(artifacts, "dockerignore");
    let (_, own) = text
        .split_once("# From the spec\n")
        .expect("a group of its own");
    let lines = own
        .split_terminator('\n')
        .filter(|line| !line.starts_with('#'));
    // Docker trims blanks.
    lines.map(str::trim).next().expect("a pattern").to_owned()
}
