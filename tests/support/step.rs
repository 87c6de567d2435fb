//! Runs the steps of rendered workflows as GitHub's runner does.

use std::process::{Command, Output};

use serde_yaml::Value;
use tvgen::artifact::Artifact;

use super::{Stubs, find_artifact};

/// The options of the bash that GitHub's runner starts.
pub const BASH_OPTIONS: [&str; 4] = ["--noprofile", "--norc", "-eo", "pipefail"];

/// Parses the workflow in the output `name`.
#[track_caller]
pub fn workflow(artifacts: &[Artifact], name: &str) -> Value {
    serde_yaml::from_str(&find_artifact(artifacts, name).text).expect("valid YAML")
}

/// Finds the step `name` of `job`.
#[track_caller]
pub fn step<'a>(workflow: &'a Value, job: &str, name: &str) -> &'a Value {
    let steps = workflow["jobs"][job]["steps"].as_sequence();
    let found = steps.and_then(|steps| steps.iter().find(|step| step["name"] == name));
    found.unwrap_or_else(|| panic!("`{job}` has no step `{name}`"))
}

/// The script of `step`.
#[track_caller]
pub fn script(step: &Value) -> &str {
    step["run"].as_str().expect("the step has a script")
}

/// A command that runs `script` in bash as GitHub's runner does, with `stubs` first on the `PATH`.
pub fn bash(stubs: &Stubs, script: &str) -> Command {
    let mut bash = stubs.command("bash");
    bash.args(BASH_OPTIONS).args(["-c", script]);
    bash
}

/// Standard output followed by standard error.
pub fn log(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned()
}
