//! What is left to do once the files are written.

use std::{collections::BTreeSet, path::Path};

use crate::{
    artifact::Artifact,
    plan::{
        Plan,
        steps::{Step, StepAction},
    },
};

/// What is left to do in `folder`, where `artifacts` of `plan` were written, if any were.
#[must_use]
pub fn steps(folder: &Path, artifacts: &[Artifact], plan: Option<&Plan>) -> String {
    let page = artifacts.iter().find(|artifact| artifact.name == "docs");
    let secrets: Vec<String> = plan.map(secrets).into_iter().flatten().collect();
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
    if let Some(page) = page.filter(|_| plan.is_some_and(logs_in_to_azure)) {
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

fn steps_of(plan: &Plan) -> impl Iterator<Item = &Step> {
    plan.jobs().flat_map(|job| &job.contents.steps)
}

/// The secrets that the workflows of `plan` read.
fn secrets(plan: &Plan) -> BTreeSet<String> {
    let own = plan.jobs().flat_map(|job| job.contents.own_reads());
    let reads = steps_of(plan).flat_map(Step::reads).chain(own);
    let secrets = reads.filter(|read| !read.is_variable);
    secrets.map(|read| read.name).collect()
}

/// Whether a workflow of `plan` logs in to Azure.
fn logs_in_to_azure(plan: &Plan) -> bool {
    steps_of(plan).any(|step| matches!(step.action, StepAction::LogInToAzure))
}
