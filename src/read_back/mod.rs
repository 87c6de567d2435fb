//! What unrelated readers find in the outputs, held against the plan: an emitter that says something else is found out.

mod dockerfile;
mod dockerignore;
mod expression;
mod facts;
mod makefile;
mod workflow;

use self::facts::Facts;
use crate::{artifact::Artifact, plan::Plan};

/// Where an output says something else than the plan: a fault of tvgen's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The path of the output.
    pub path: String,
    /// What differs: "the user of stage production".
    pub what: String,
    /// What the plan says of it.
    pub planned: String,
    /// What a reader of the output finds.
    pub found: String,
}

/// The output that is prose: there is nothing in it that a program reads.
const PAGE: &str = "docs";

/// How `artifacts`, read back, differ from `plan`; those that are `known` are taken to be right.
#[must_use]
pub fn differences(
    plan: &Plan,
    artifacts: &[Artifact],
    known: impl Fn(&Artifact) -> bool,
) -> Vec<Difference> {
    let mut planned = Facts::default();
    let mut found = Facts::default();
    planned.say("the files", paths(plan));
    let written = artifacts.iter().filter(|artifact| artifact.name != PAGE);
    found.say("the files", written.map(|artifact| &artifact.path));
    let mut differences = planned.differences(&found, ".");
    for artifact in artifacts.iter().filter(|artifact| !known(artifact)) {
        let outcome = read(plan, artifact);
        differences.extend(outcome.unwrap_or_else(|error| {
            vec![Difference {
                path: artifact.path.clone(),
                what: "the text".to_owned(),
                planned: "what an unrelated reader can read".to_owned(),
                found: error,
            }]
        }));
    }
    differences
}

/// How `artifact` differs from `plan`, or why it cannot be read.
fn read(plan: &Plan, artifact: &Artifact) -> Result<Vec<Difference>, String> {
    let text = &artifact.text;
    let (planned, found) = match artifact.name {
        "dockerfile" => dockerfile::read(plan, text)?,
        "dockerignore" => (dockerignore::planned(plan), dockerignore::found(text)),
        "makefile" => (makefile::planned(plan), makefile::found(text, &plan.make)?),
        name => match plan
            .workflows
            .iter()
            .find(|workflow| workflow.output == name)
        {
            Some(workflow) => workflow::read(plan, workflow, text)?,
            None => return Ok(Vec::new()),
        },
    };
    Ok(planned.differences(&found, &artifact.path))
}

/// The paths of the outputs that are read back, in order.
fn paths(plan: &Plan) -> Vec<String> {
    let outputs = &plan.outputs;
    let workflows = plan.workflows.iter().map(|workflow| &workflow.path);
    [&outputs.dockerfile, &outputs.dockerignore]
        .into_iter()
        .flatten()
        .chain(workflows)
        .chain(&outputs.makefile)
        .map(|path| path.value.as_str().to_owned())
        .collect()
}

/// The lengths that `cut` cuts to in `script`.
fn lengths(script: &str) -> impl Iterator<Item = String> {
    script.split("cut -c 1-").skip(1).map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit());
        rest[..end.unwrap_or(rest.len())].to_owned()
    })
}
