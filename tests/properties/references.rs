//! References: what an expression names is there.

use std::collections::BTreeSet;

use serde_yaml::Value as Yaml;

use super::{
    outputs::{Job, Outputs, Workflow},
    steps,
};
use crate::support::expression::{self, Piece, Token};

/// Every `needs`, `steps`, `env`, `inputs` and `matrix` in an expression names something that is there.
pub fn all_resolve(outputs: &Outputs) -> Vec<String> {
    let mut faults = Vec::new();
    for (workflow, job) in outputs.jobs() {
        for (position, step) in job.steps.iter().enumerate() {
            let place = Place {
                workflow,
                job,
                step: Some(step),
                earlier: &job.steps[..position],
            };
            for (key, text) in steps::strings(step) {
                place.check(&key, &text, &mut faults);
            }
        }
        let mut rest = job.body.clone();
        rest.as_mapping_mut()
            .expect("a job is a table")
            .remove("steps");
        let place = Place {
            workflow,
            job,
            step: None,
            earlier: &job.steps,
        };
        for (key, text) in steps::strings(&rest) {
            place.check(&key, &text, &mut faults);
        }
    }
    faults
}

/// A job needs jobs that are there, and none that needs it.
pub fn no_needs_in_a_circle(outputs: &Outputs) -> Vec<String> {
    let mut faults = Vec::new();
    for workflow in &outputs.workflows {
        let mut done: BTreeSet<&str> = BTreeSet::new();
        let mut left: Vec<&Job> = workflow.jobs.iter().collect();
        while let Some(ready) = left
            .iter()
            .position(|job| job.needs.iter().all(|id| done.contains(id.as_str())))
        {
            done.insert(&left.remove(ready).id);
        }
        for job in left {
            faults.push(format!(
                "{} {} needs {:?}",
                workflow.output, job.id, job.needs
            ));
        }
    }
    faults
}

/// Where an expression stands.
struct Place<'a> {
    workflow: &'a Workflow,
    job: &'a Job,
    step: Option<&'a Yaml>,
    /// The steps that have run when it is evaluated.
    earlier: &'a [Yaml],
}

impl Place<'_> {
    fn check(&self, key: &str, text: &str, faults: &mut Vec<String>) {
        let tokens = if key == "if" {
            expression::condition(text)
        } else {
            let expressions =
                expression::pieces(text)
                    .into_iter()
                    .filter_map(|piece| match piece {
                        Piece::Text(_) => None,
                        Piece::Expression(tokens) => Some(tokens),
                    });
            expressions.flatten().collect()
        };
        for token in tokens {
            if let Token::Name(name) = token
                && !self.resolves(&name)
            {
                faults.push(format!(
                    "{} {}: {key} names {name}",
                    self.workflow.output, self.job.id
                ));
            }
        }
    }

    fn resolves(&self, name: &str) -> bool {
        let parts: Vec<&str> = name.split('.').collect();
        match parts.as_slice() {
            ["needs", id, rest @ ..] => {
                if (*id, rest) == ("*", &["result"]) {
                    return !self.job.needs.is_empty();
                }
                let needed = self.job.needs.iter().any(|need| need == id);
                let job = self.workflow.job(id).filter(|_| needed);
                job.is_some_and(|job| match rest {
                    ["result"] => true,
                    ["outputs", output] => job.body["outputs"].get(output).is_some(),
                    _ => false,
                })
            }
            ["steps", id, rest @ ..] => {
                let step = self
                    .earlier
                    .iter()
                    .find(|step| step["id"].as_str() == Some(id));
                step.is_some_and(|step| match rest {
                    ["outcome" | "conclusion"] => true,
                    ["outputs", output] => writes(step, output),
                    _ => false,
                })
            }
            ["env", variable] => {
                let has = |value: &Yaml| value["env"].get(variable).is_some();
                has(&self.job.body) || has(&self.workflow.body) || self.step.is_some_and(has)
            }
            ["inputs", input] => self.workflow.body["on"]["workflow_dispatch"]["inputs"]
                .get(input)
                .is_some(),
            ["matrix", axis] => self.job.body["strategy"]["matrix"].get(axis).is_some(),
            _ => true,
        }
    }
}

/// Whether `step` writes the output `output`; what an action writes is the action's.
fn writes(step: &Yaml, output: &str) -> bool {
    let script = steps::text(step, "run");
    script.is_none_or(|script| {
        script.contains("GITHUB_OUTPUT") && script.contains(&format!("echo \"{output}="))
    })
}
