//! What tests share.

pub mod answer;
pub mod arbitrary;
pub mod bases;
pub mod commands;
pub mod cpu_time;
pub mod docker;
pub mod expression;
pub mod markdown;
pub mod programs;
pub mod project;
pub mod registry;
pub mod runner;
pub mod silent;
pub mod spec;
pub mod step;
mod stubs;
pub mod wrong_values;

use std::{fs, path::Path, process::Command};

pub use stubs::Stubs;

use jiff::civil::Date;
use tvgen::{
    artifact::Artifact,
    compile::{self, Outcome},
    plan::Plan,
    rules::documentation::DAY,
    source::{
        File, Source, Surroundings,
        base::{Found, Unread},
    },
};

/// The day on which tests take place.
pub const TODAY: Date = DAY;

/// The smallest spec that no rule warns of.
pub const HELLO: &str = r#"spec = 1

[service]
name = "hello"

[base]
ruby = "3.4.7"
alpine = "3.22"

[registries.ghcr]
repository = "ghcr.io/acme/hello"
login = "github-token"

[scan]
tool = "trivy"
"#;

/// The outputs of [`HELLO`], in the order in which they are written.
pub const HELLO_OUTPUTS: [&str; 5] = [
    "Dockerfile",
    ".dockerignore",
    ".github/workflows/build_and_deploy.yml",
    "Makefile",
    "documentation/docker.md",
];

/// Runs git in `folder`, with an author and no configuration of the machine: its standard output.
#[track_caller]
pub fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .output()
        .expect("git runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).expect("it prints UTF-8")
}

/// What comes of `source` on that day, away from any repository.
pub fn compile(source: &Source) -> Outcome {
    compile::compile(source, &Surroundings::on(TODAY))
}

/// Compares `text` with the snapshot `snapshots/FOLDER/NAME.snap`.
#[track_caller]
pub fn snapshot(folder: &str, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("../../snapshots/{folder}"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// The names of the specs of `spec/`, in the order of the alphabet.
pub fn specs() -> Vec<String> {
    let files = fs::read_dir("spec")
        .expect("the specs are there")
        .flatten()
        .map(|file| file.path());
    let specs = files.filter(|path| path.extension().is_some_and(|ending| ending == "toml"));
    let mut names: Vec<String> = specs
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    names
}

/// The text of the spec `name` of `spec/`.
pub fn text(name: &str) -> String {
    fs::read_to_string(format!("spec/{name}.toml")).expect("the spec is there")
}

/// The spec `name` of `spec/`, and what comes of it.
pub fn compiled(name: &str) -> (Source, Outcome) {
    let source = source(name);
    let outcome = compile(&source);
    (source, outcome)
}

/// The spec `name` of `spec/`, with those that it builds on.
pub fn source(name: &str) -> Source {
    let found = |path: &str| {
        let text = fs::read_to_string(format!("spec/{path}")).map_err(|_| Unread::default())?;
        let (name, id) = (path.to_owned(), path.to_owned());
        let file = File { name, text };
        Ok(Found { file, id })
    };
    let own = found(&format!("{name}.toml")).expect("the spec is there");
    Source::load(own, found)
}

/// What the spec in the file `path` renders.
#[track_caller]
pub fn rendered(path: &str) -> Vec<Artifact> {
    let name = path.trim_start_matches("spec/").trim_end_matches(".toml");
    let outcome = compiled(name).1;
    assert!(!outcome.failed(), "{path}: {:?}", outcome.findings);
    outcome.artifacts
}

/// What is planned for the spec in the file `path`.
#[track_caller]
pub fn planned(path: &str) -> Plan {
    let name = path.trim_start_matches("spec/").trim_end_matches(".toml");
    let mut planned = None;
    let _ = compile::compile_with(&source(name), &Surroundings::on(TODAY), |plan, _| {
        planned = Some(plan.clone());
        Vec::new()
    });
    planned.unwrap_or_else(|| panic!("{path} is not planned"))
}

/// The artifact called `name`.
#[track_caller]
pub fn artifact<'a>(artifacts: &'a [Artifact], name: &str) -> &'a Artifact {
    let found = artifacts.iter().find(|artifact| artifact.name == name);
    found.unwrap_or_else(|| panic!("there is no {name}"))
}
