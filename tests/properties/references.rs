//! References: every name in an expression exists.

use std::collections::BTreeSet;

use serde_yaml::Value as Yaml;

use super::{
    outputs::{Job, Outputs, Workflow},
    steps,
};
use crate::support::expression::{self, Segment, Token};

/// Finds references to `needs`, `steps`, `env`, `inputs` and `matrix` that do not exist.
pub fn find_unresolved_references(outputs: &Outputs) -> Vec<String> {
    let mut violations = Vec::new();
    for (workflow, job) in outputs.jobs() {
        for (position, step) in job.steps.iter().enumerate() {
            let scope = Scope {
                workflow,
                job,
                step: Some(step),
                earlier: &job.steps[..position],
            };
            for (key, text) in steps::strings(step) {
                scope.check(&key, &text, &mut violations);
            }
        }
        let mut rest = job.body.clone();
        rest.as_mapping_mut()
            .expect("a job is a table")
            .remove("steps");
        let scope = Scope {
            workflow,
            job,
            step: None,
            earlier: &job.steps,
        };
        for (key, text) in steps::strings(&rest) {
            scope.check(&key, &text, &mut violations);
        }
    }
    violations
}

/// Finds jobs that need a missing job or are part of a cycle.
pub fn find_cycles(outputs: &Outputs) -> Vec<String> {
    let mut violations = Vec::new();
    for workflow in &outputs.workflows {
        let mut done: BTreeSet<&str> = BTreeSet::new();
        let mut remaining: Vec<&Job> = workflow.jobs.iter().collect();
        while let Some(ready) = remaining
            .iter()
            .position(|job| job.needs.iter().all(|id| done.contains(id.as_str())))
        {
            done.insert(&remaining.remove(ready).id);
        }
        for job in remaining {
            violations.push(format!(
                "{} {} needs {:?}",
                workflow.output, job.id, job.needs
            ));
        }
    }
    violations
}

/// The context of an expression.
struct Scope<'a> {
    workflow: &'a Workflow,
    job: &'a Job,
    step: Option<&'a Yaml>,
    /// The steps that have run before its evaluation.
    earlier: &'a [Yaml],
}

impl Scope<'_> {
    fn check(&self, key: &str, text: &str, violations: &mut Vec<String>) {
        let tokens = if key == "if" {
            expression::parse_condition(text)
        } else {
            let expressions = expression::parse_segments(text)
                .into_iter()
                .filter_map(|segment| match segment {
                    Segment::Text(_) => None,
                    Segment::Expression(tokens) => Some(tokens),
                });
            expressions.flatten().collect()
        };
        for token in tokens {
            if let Token::Name(name) = token
                && !self.resolves(&name)
            {
                violations.push(format!(
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
                    ["outputs", output] => writes_output(step, output),
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

/// Whether `step` writes the output `output`; the outputs of actions are not checked.
fn writes_output(step: &Yaml, output: &str) -> bool {
    let script = steps::text(step, "run");
    script.is_none_or(|script| {
        script.contains("GITHUB_OUTPUT") && script.contains(&format!("echo \"{output}="))
    })
}
