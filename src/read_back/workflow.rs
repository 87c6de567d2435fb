//! A workflow, as an unrelated YAML parser reads it.

mod found;
mod planned;
mod yaml;

use super::Facts;
use crate::plan::{Plan, workflows::Workflow};

/// What the plan says of `workflow`, and what the file `text` does.
pub(super) fn read(plan: &Plan, workflow: &Workflow, text: &str) -> Result<(Facts, Facts), String> {
    let file = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
    let planned = planned::workflow(plan, workflow);
    let found = found::workflow(&file, workflow, &planned.hooks);
    Ok((planned.facts, found))
}
