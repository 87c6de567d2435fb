//! Compares the outputs, as independent parsers read them, with the plan, to detect bugs in the emitter.

mod dockerfile;
mod dockerignore;
mod expression;
mod facts;
mod makefile;
mod workflow;

use self::facts::Facts;
use crate::{artifact::Artifact, plan::Plan};

/// A difference between an output and the plan: a bug of tvgen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The path of the output.
    pub path: String,
    /// The subject: "the user of stage production".
    pub subject: String,
    /// The values of the plan, in order.
    pub expected: Vec<String>,
    /// The values that a parser finds in the output, in order.
    pub actual: Vec<String>,
}

/// `values`, separated by commas.
#[must_use]
pub fn join_values(values: &[String]) -> String {
    if values.is_empty() {
        "nothing".to_owned()
    } else {
        values.join(", ")
    }
}

/// The documentation page, which is prose and not verified.
const DOCS: &str = "docs";

/// The differences between `artifacts` and `plan`; artifacts accepted by `known` are not verified.
#[must_use]
pub fn differences(
    plan: &Plan,
    artifacts: &[Artifact],
    known: impl Fn(&Artifact) -> bool,
) -> Vec<Difference> {
    let mut expected = Facts::default();
    let mut actual = Facts::default();
    expected.extend("the files", output_paths(plan));
    let written = artifacts.iter().filter(|artifact| artifact.name != DOCS);
    actual.extend("the files", written.map(|artifact| &artifact.path));
    let mut differences = expected.differences(&actual, ".");
    for artifact in artifacts.iter().filter(|artifact| !known(artifact)) {
        let outcome = compare(plan, artifact);
        differences.extend(outcome.unwrap_or_else(|error| {
            vec![Difference {
                path: artifact.path.clone(),
                subject: "the text".to_owned(),
                expected: vec!["text that an independent parser can read".to_owned()],
                actual: vec![error],
            }]
        }));
    }
    differences
}

/// The differences between `artifact` and `plan`, or the error of the parser.
fn compare(plan: &Plan, artifact: &Artifact) -> Result<Vec<Difference>, String> {
    let text = &artifact.text;
    let (expected, actual) = match artifact.name {
        "dockerfile" => dockerfile::read_facts(plan, text)?,
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
            Some(workflow) => workflow::read_facts(plan, workflow, text)?,
            None => return Ok(Vec::new()),
        },
    };
    Ok(expected.differences(&actual, &artifact.path))
}

/// The paths of the verified outputs, in order.
fn output_paths(plan: &Plan) -> Vec<String> {
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

/// The lengths in calls of `cut -c` in `script`.
fn cut_lengths(script: &str) -> impl Iterator<Item = String> {
    script.split("cut -c 1-").skip(1).map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit());
        rest[..end.unwrap_or(rest.len())].to_owned()
    })
}
