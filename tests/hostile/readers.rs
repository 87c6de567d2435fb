//! Who reads a value in the end: each tells what has arrived.

use parse_dockerfile::{Command, Instruction};
use serde_yaml::Value as Yaml;
use tvgen::artifact::Artifact;

use crate::support::{
    docker, expression,
    programs::{Call, Stage, written},
};

fn output<'a>(artifacts: &'a [Artifact], name: &str) -> &'a str {
    let found = artifacts.iter().find(|artifact| artifact.name == name);
    &found.expect("the output is there").text
}

pub fn title(_: &Stage, artifacts: &[Artifact], _: &str) -> String {
    let text = output(artifacts, "makefile");
    let line = text.lines().nth(3).expect("a comment follows the header");
    let title = line
        .strip_prefix("# ")
        .and_then(|line| {
            line.strip_suffix(
                ": build the image, look into it, deploy it. `make help` lists the targets.",
            )
        })
        .expect("the comment is ours");
    // A blank keeps a backslash from the end of a line.
    title
        .strip_suffix("\\ ")
        .map_or_else(|| title.to_owned(), |title| format!("{title}\\"))
}

pub fn reason(_: &Stage, artifacts: &[Artifact], _: &str) -> String {
    let mut lines = output(artifacts, "dockerfile").split('\n');
    lines
        .find_map(|line| {
            line.strip_prefix("# openssl: ")?
                .strip_suffix(", until 2027-03-01")
        })
        .expect("the reason is there")
        .to_owned()
}

pub fn env(_: &Stage, artifacts: &[Artifact], _: &str) -> String {
    let text = output(artifacts, "dockerfile");
    let read = parse_dockerfile::parse(text).expect("a Dockerfile");
    let found = read.instructions.iter().find_map(|instruction| {
        let Instruction::Env(env) = instruction else {
            return None;
        };
        let arguments = &text[env.arguments.span.clone()];
        let ours = arguments.starts_with("RAILS_ENV=");
        ours.then(|| docker::variable(arguments).1)
    });
    found.expect("the variable is there")
}

/// The calls of the `RUN` in which `word` stands.
fn run(stage: &Stage, artifacts: &[Artifact], word: &str) -> Vec<Call> {
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
        .expect("it is run");
    let _ = written(&stage.run("sh", &["-c", script]), script);
    stage.calls()
}

pub fn assets(stage: &Stage, artifacts: &[Artifact], _: &str) -> String {
    let calls = run(stage, artifacts, "rails assets:precompile");
    assert_eq!(calls.len(), 1);
    assert_eq!(
        calls[0].words,
        ["bundle", "exec", "rails", "assets:precompile"]
    );
    calls[0].rails_env.clone()
}

pub fn setting(stage: &Stage, artifacts: &[Artifact], _: &str) -> String {
    let calls = run(stage, artifacts, "build.charlock_holmes");
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
fn make(stage: &Stage, artifacts: &[Artifact], goals: &[&str]) -> String {
    let text = output(artifacts, "makefile");
    stage.write("Makefile", text);
    stage.write(
        "reading.mk",
        "reading:\n\t@printf '%s\\n' \"$$TF_VAR_config_short\"\n",
    );
    let arguments = ["-s", "-f", "Makefile", "-f", "reading.mk"];
    let output = stage.run("make", &[&arguments, goals].concat());
    written(&output, text)
}

pub fn variable(stage: &Stage, artifacts: &[Artifact], _: &str) -> String {
    let read = make(stage, artifacts, &["qa", "reading"]);
    read.strip_suffix('\n').expect("a line").to_owned()
}

pub fn review_variable(stage: &Stage, artifacts: &[Artifact], _: &str) -> String {
    let read = make(stage, artifacts, &["review", "PR=7", "reading"]);
    read.strip_suffix('\n').expect("a line").to_owned()
}

/// What follows `option` in the only call of `program`.
fn option(stage: &Stage, program: &str, option: &str) -> String {
    let calls = stage.calls();
    let call = calls.iter().find(|call| call.words[0] == program);
    let mut words = call.expect("it is called").words.iter();
    if option.ends_with('=') {
        let word = words.find_map(|word| word.strip_prefix(option));
        return word.expect("the option is there").to_owned();
    }
    words.find(|word| *word == option);
    words.next().expect("the option has a value").clone()
}

pub fn backend(stage: &Stage, artifacts: &[Artifact], _: &str) -> String {
    let _ = make(stage, artifacts, &["ci", "qa", "terraform-init"]);
    option(stage, "terraform", "-backend-config=container_name=")
}

pub fn review_backend(stage: &Stage, artifacts: &[Artifact], _: &str) -> String {
    let _ = make(
        stage,
        artifacts,
        &["ci", "review", "PR=7", "terraform-init"],
    );
    option(stage, "terraform", "-backend-config=key=")
}

pub fn var_file(stage: &Stage, artifacts: &[Artifact], _: &str) -> String {
    let tag = format!("IMAGE_TAG=main-{}", "0".repeat(40));
    let digest = format!("IMAGE_DIGEST=sha256:{}", "0".repeat(64));
    let goals = ["ci", "qa", "terraform-plan", &tag, &digest];
    let _ = make(stage, artifacts, &goals);
    let calls = stage.calls();
    let words = &calls.last().expect("Terraform is called").words;
    let word = words
        .iter()
        .find_map(|word| word.strip_prefix("-var-file="));
    word.expect("the option is there").to_owned()
}

pub fn resource_group(stage: &Stage, artifacts: &[Artifact], _: &str) -> String {
    let _ = make(stage, artifacts, &["qa", "logs"]);
    option(stage, "az", "--resource-group")
}

pub fn cluster(stage: &Stage, artifacts: &[Artifact], _: &str) -> String {
    let _ = make(stage, artifacts, &["qa", "logs"]);
    option(stage, "az", "--name")
}

pub fn namespace(stage: &Stage, artifacts: &[Artifact], _: &str) -> String {
    let _ = make(stage, artifacts, &["qa", "logs"]);
    option(stage, "kubectl", "--namespace")
}

fn workflow(artifacts: &[Artifact]) -> Yaml {
    serde_yaml::from_str(output(artifacts, "workflow")).expect("the workflow is YAML")
}

/// The condition of the deployment holds with this label, and with no other.
pub fn label(_: &Stage, artifacts: &[Artifact], value: &str) -> String {
    let workflow = workflow(artifacts);
    let condition = workflow["jobs"]["deploy_review"]["if"]
        .as_str()
        .expect("a condition");
    let holds = |label: &str| {
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
        expression::evaluate(condition, &look_up).holds()
    };
    assert!(!holds("another label"), "{condition}");
    if holds(value) {
        value.to_owned()
    } else {
        format!("another label than {value}: {condition}")
    }
}

pub fn name(_: &Stage, artifacts: &[Artifact], _: &str) -> String {
    expression::literal(workflow(artifacts)["name"].as_str().expect("a name"))
}

pub fn ignored(_: &Stage, artifacts: &[Artifact], _: &str) -> String {
    let workflow = workflow(artifacts);
    let read = |event: &str| {
        let patterns = &workflow["on"][event]["paths-ignore"];
        expression::literal(patterns[0].as_str().expect("a pattern"))
    };
    assert_eq!(read("push"), read("pull_request"));
    read("push")
}

pub fn url(_: &Stage, artifacts: &[Artifact], _: &str) -> String {
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

pub fn scan(stage: &Stage, artifacts: &[Artifact], _: &str) -> String {
    let workflow = workflow(artifacts);
    let steps = workflow["jobs"]["build"]["steps"]
        .as_sequence()
        .expect("steps");
    let script = steps
        .iter()
        .find(|step| step["id"].as_str() == Some("scan"));
    let script = script.expect("a scan")["run"].as_str().expect("a script");
    let script = expression::fill(script, &|name| panic!("{name} is evaluated in a script"));
    let _ = written(&stage.run("sh", &["-e", "-c", &script]), &script);
    let calls = stage.calls();
    let words = &calls.last().expect("the scanner is called").words;
    assert_eq!(words[..2], ["trivy", "image"]);
    assert_eq!(words.len(), 6, "{words:?}");
    words[5].clone()
}

pub fn pattern(_: &Stage, artifacts: &[Artifact], _: &str) -> String {
    let text = output(artifacts, "dockerignore");
    let (_, own) = text
        .split_once("# From the spec\n")
        .expect("a group of its own");
    let lines = own
        .split_terminator('\n')
        .filter(|line| !line.starts_with('#'));
    // Docker takes the blanks off.
    lines.map(str::trim).next().expect("a pattern").to_owned()
}
