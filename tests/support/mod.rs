//! Helpers that the tests share.

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
pub mod terminal;
pub mod wrong_values;

use std::{fs, path::Path, process::Command};

pub use stubs::Stubs;

use jiff::civil::Date;
use tvgen::{
    artifact::Artifact,
    compile::{self, Outcome},
    plan::Plan,
    rules::documentation::EXAMPLES_DATE,
    source::{
        CompileInputs, File, Source,
        base::{ExtendsError, LoadedFile},
    },
};

/// The date that all tests use as today.
pub const TODAY: Date = EXAMPLES_DATE;

/// The smallest spec without warnings.
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

/// The outputs of [`HELLO`] in the order in which they are written.
pub const HELLO_OUTPUTS: [&str; 5] = [
    "Dockerfile",
    ".dockerignore",
    ".github/workflows/build_and_deploy.yml",
    "Makefile",
    "documentation/docker.md",
];

/// Runs git in `folder` with a fixed author and without the machine's configuration; returns its standard output.
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
    String::from_utf8(output.stdout).expect("the output is UTF-8")
}

/// Compiles `source` on [`TODAY`], outside any repository.
pub fn compile(source: &Source) -> Outcome {
    compile::compile(source, &CompileInputs::for_day(TODAY))
}

/// Compares `text` with the snapshot `snapshots/FOLDER/NAME.snap`.
#[track_caller]
pub fn assert_snapshot(folder: &str, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("../../snapshots/{folder}"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// The names of the specs in `spec/`, in alphabetical order.
pub fn spec_names() -> Vec<String> {
    let files = fs::read_dir("spec")
        .expect("the folder exists")
        .flatten()
        .map(|file| file.path());
    let specs = files.filter(|path| {
        path.extension()
            .is_some_and(|extension| extension == "toml")
    });
    let mut names: Vec<String> = specs
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    names
}

/// The text of `spec/NAME.toml`.
pub fn read_spec(name: &str) -> String {
    fs::read_to_string(format!("spec/{name}.toml")).expect("the spec exists")
}

/// Loads and compiles `spec/NAME.toml`.
pub fn compile_spec(name: &str) -> (Source, Outcome) {
    let source = load_spec(name);
    let outcome = compile(&source);
    (source, outcome)
}

/// Loads `spec/NAME.toml` with its base specs.
pub fn load_spec(name: &str) -> Source {
    let found = |path: &str| {
        let text =
            fs::read_to_string(format!("spec/{path}")).map_err(|_| ExtendsError::default())?;
        let (name, id) = (path.to_owned(), path.to_owned());
        let file = File { name, text };
        Ok(LoadedFile { file, id })
    };
    let own = found(&format!("{name}.toml")).expect("the spec exists");
    Source::load(own, found)
}

/// The artifacts of the spec at `path`.
#[track_caller]
pub fn render_spec(path: &str) -> Vec<Artifact> {
    let name = path.trim_start_matches("spec/").trim_end_matches(".toml");
    let outcome = compile_spec(name).1;
    assert!(!outcome.has_errors(), "{path}: {:?}", outcome.findings);
    outcome.artifacts
}

/// The plan of the spec at `path`.
#[track_caller]
pub fn plan_spec(path: &str) -> Plan {
    let name = path.trim_start_matches("spec/").trim_end_matches(".toml");
    let mut planned = None;
    let _ = compile::compile_with(
        &load_spec(name),
        &CompileInputs::for_day(TODAY),
        |plan, _| {
            planned = Some(plan.clone());
            Vec::new()
        },
    );
    planned.unwrap_or_else(|| panic!("{path} is not planned"))
}

/// Finds the artifact called `name`.
#[track_caller]
pub fn find_artifact<'a>(artifacts: &'a [Artifact], name: &str) -> &'a Artifact {
    let found = artifacts.iter().find(|artifact| artifact.name == name);
    found.unwrap_or_else(|| panic!("no artifact is called {name}"))
}
