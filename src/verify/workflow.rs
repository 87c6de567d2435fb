//! Compares a workflow, as an independent YAML parser reads it, with the plan.

mod actual;
mod expected;
mod yaml;

use super::Facts;
use crate::plan::{Plan, workflows::Workflow};

/// The facts of the plan for `workflow`, and those of the file `text`.
pub(super) fn read_facts(
    plan: &Plan,
    workflow: &Workflow,
    text: &str,
) -> Result<(Facts, Facts), String> {
    let file = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
    let expected = expected::workflow(plan, workflow);
    Ok((expected, actual::workflow(&file, workflow)))
}

/// The title of a step: its name; for a build, the stage, because the name depends on how the stage is cached.
fn step_title(name: String, uses: Option<&str>, target: Option<String>) -> String {
    let builds = uses.is_some_and(|uses| uses.starts_with("docker/build-push-action@"));
    match target {
        Some(target) if builds => format!("build {target}"),
        Some(_) | None => name,
    }
}
