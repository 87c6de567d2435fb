//! The next steps after `tvgen new`.

use std::{collections::BTreeSet, path::Path};

use crate::{
    artifact::Artifact,
    plan::{
        Plan,
        steps::{Step, StepAction},
    },
};

/// The next steps in `folder`, where `artifacts` of `plan` were written, if any.
#[must_use]
pub fn format_next_steps(folder: &Path, artifacts: &[Artifact], plan: Option<&Plan>) -> String {
    let page = artifacts.iter().find(|artifact| artifact.name == "docs");
    let secrets: Vec<String> = plan.map(secrets).into_iter().flatten().collect();
    let mut steps = Vec::new();
    if !secrets.is_empty() {
        let page = page.map_or(String::new(), |page| {
            format!(
                "; {} lists what uses each and where to create it",
                page.path
            )
        });
        steps.push(format!(
            "create these secrets on GitHub: {}{page}",
            secrets.join(", ")
        ));
    }
    if let Some(page) = page.filter(|_| plan.is_some_and(logs_in_to_azure)) {
        steps.push(format!(
            "create one Azure application per class of environment, not one for all: {} lists them and their federated credentials",
            page.path
        ));
    }
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let folder = folder.display();
    steps.push(format!("commit the generated files: git add {folder}"));
    steps.push(
        "from now on, edit tvgen.toml and run `tvgen render`; `tvgen check` reports files that differ"
            .to_owned(),
    );
    let steps = steps.iter().map(|step| format!("  - {step}\n"));
    format!("\nNext:\n{}", steps.collect::<String>())
}

/// The steps of all jobs of `plan`.
fn all_steps(plan: &Plan) -> impl Iterator<Item = &Step> {
    plan.jobs().flat_map(|job| &job.contents.steps)
}

/// The secrets that the workflows of `plan` read.
fn secrets(plan: &Plan) -> BTreeSet<String> {
    let own = plan
        .jobs()
        .flat_map(|job| job.contents.find_custom_references());
    let reads = all_steps(plan).flat_map(Step::find_references).chain(own);
    let secrets = reads.filter(|read| !read.is_variable);
    secrets.map(|read| read.name).collect()
}

/// Whether a workflow of `plan` logs in to Azure.
fn logs_in_to_azure(plan: &Plan) -> bool {
    all_steps(plan).any(|step| matches!(step.action, StepAction::LogInToAzure))
}
