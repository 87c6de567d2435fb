//! What is left to do once the files are written.

use std::{collections::BTreeSet, path::Path};

use crate::artifact::Artifact;

/// The folder of all workflows.
const WORKFLOWS: &str = ".github/workflows/";

/// What an expression of a workflow begins a secret with.
const SECRETS: &str = "secrets.";

/// What GitHub makes itself for each run.
const TOKEN: &str = "GITHUB_TOKEN";

/// What is left to do in `folder`, where `artifacts` were written.
#[must_use]
pub fn steps(folder: &Path, artifacts: &[Artifact]) -> String {
    let page = artifacts.iter().find(|artifact| artifact.name == "docs");
    let secrets: Vec<String> = secrets(artifacts).into_iter().collect();
    let mut steps = Vec::new();
    if !secrets.is_empty() {
        let page = page.map_or(String::new(), |page| {
            format!("; {} says who uses each, and where it must be", page.path)
        });
        steps.push(format!(
            "make these secrets on GitHub: {}{page}",
            secrets.join(", ")
        ));
    }
    if let Some(page) = page.filter(|_| logs_in_to_azure(artifacts)) {
        steps.push(format!(
            "create one Azure application for each class of environment, never one for all: {} lists them and their federated credentials",
            page.path
        ));
    }
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let folder = folder.display();
    steps.push(format!("commit what was written: git add {folder}"));
    steps.push(
        "from now on change tvgen.toml, and run `tvgen render`; `tvgen check` tells what differs"
            .to_owned(),
    );
    let steps = steps.iter().map(|step| format!("  - {step}\n"));
    format!("\nNext:\n{}", steps.collect::<String>())
}

/// Whether a workflow in `artifacts` logs in to Azure.
fn logs_in_to_azure(artifacts: &[Artifact]) -> bool {
    let mut workflows = artifacts
        .iter()
        .filter(|artifact| artifact.path.starts_with(WORKFLOWS));
    workflows.any(|artifact| artifact.text.contains("uses: Azure/login@"))
}

/// The secrets that `artifacts` use: what reads secrets is a workflow.
fn secrets(artifacts: &[Artifact]) -> BTreeSet<String> {
    let is_workflow = |artifact: &&Artifact| artifact.path.starts_with(WORKFLOWS);
    let workflows = artifacts.iter().filter(is_workflow);
    let lines = workflows.flat_map(|artifact| artifact.text.lines());
    let code = lines.filter(|line| !line.trim_start().starts_with('#'));
    let uses = code.flat_map(|line| line.split(SECRETS).skip(1));
    let names = uses.map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        rest[..end.unwrap_or(rest.len())].to_owned()
    });
    names
        .filter(|name| !name.is_empty() && name != TOKEN)
        .collect()
}
