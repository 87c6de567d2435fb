//! Compares what unrelated parsers read in the outputs with the plan, to detect a broken emitter.

mod dockerfile;
mod dockerignore;
mod expression;
mod facts;
mod makefile;
mod workflow;

use self::facts::Facts;
use crate::{artifact::Artifact, plan::Plan};

/// A difference between an output and the plan: a fault of tvgen's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The path of the output.
    pub path: String,
    /// What differs: "the user of stage production".
    pub what: String,
    /// The plan's values, in order.
    pub expected: Vec<String>,
    /// The values that a parser reads in the output, in order.
    pub actual: Vec<String>,
}

/// `values`, separated by commas.
#[must_use]
pub fn join(values: &[String]) -> String {
    if values.is_empty() {
        "nothing".to_owned()
    } else {
        values.join(", ")
    }
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
    let mut expected = Facts::default();
    let mut actual = Facts::default();
    expected.say("the files", paths(plan));
    let written = artifacts.iter().filter(|artifact| artifact.name != PAGE);
    actual.say("the files", written.map(|artifact| &artifact.path));
    let mut differences = expected.differences(&actual, ".");
    for artifact in artifacts.iter().filter(|artifact| !known(artifact)) {
        let outcome = read(plan, artifact);
        differences.extend(outcome.unwrap_or_else(|error| {
            vec![Difference {
                path: artifact.path.clone(),
                what: "the text".to_owned(),
                expected: vec!["what an unrelated reader can read".to_owned()],
                actual: vec![error],
            }]
        }));
    }
    differences
}

/// How `artifact` differs from `plan`, or why it cannot be read.
fn read(plan: &Plan, artifact: &Artifact) -> Result<Vec<Difference>, String> {
    let text = &artifact.text;
    let (expected, actual) = match artifact.name {
        "dockerfile" => dockerfile::read(plan, text)?,
        "dockerignore" => (dockerignore::expected(plan), dockerignore::actual(text)),
        "makefile" => (
            makefile::expected(plan),
            makefile::actual(text, &plan.make)?,
        ),
        name => match plan
            .workflows
            .iter()
            .find(|workflow| workflow.output == name)
        {
            Some(workflow) => workflow::read(plan, workflow, text)?,
            None => return Ok(Vec::new()),
        },
    };
    Ok(expected.differences(&actual, &artifact.path))
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
