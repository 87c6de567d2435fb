//! A workflow, as an unrelated YAML parser reads it.

mod actual;
mod expected;
mod yaml;

use super::Facts;
use crate::plan::{Plan, workflows::Workflow};

/// What the plan says of `workflow`, and what the file `text` does.
pub(super) fn read(plan: &Plan, workflow: &Workflow, text: &str) -> Result<(Facts, Facts), String> {
    let file = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
    let expected = expected::workflow(plan, workflow);
    Ok((expected, actual::workflow(&file, workflow)))
}

/// What a step is called: by the stage that it builds, because its name follows from how the stage is cached; any other by
/// its name.
fn title(name: String, uses: Option<&str>, target: Option<String>) -> String {
    let builds = uses.is_some_and(|uses| uses.starts_with("docker/build-push-action@"));
    match target {
        Some(target) if builds => format!("build {target}"),
        Some(_) | None => name,
    }
}
