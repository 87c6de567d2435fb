//! Permissions: a job's token can do what the job's steps do, and nothing else.

use std::collections::BTreeMap;

use serde_yaml::Value as Yaml;
use toml::{Table, Value};

use super::{
    outputs::{Job, Outputs},
    steps,
};

/// Each job has the permissions that its steps need, and the workflow gives none by itself.
pub fn are_what_steps_need(outputs: &Outputs) -> Vec<String> {
    let mut faults = Vec::new();
    for workflow in &outputs.workflows {
        let own = workflow.body["permissions"].as_mapping();
        if own.is_none_or(|own| !own.is_empty()) {
            faults.push(format!("{} gives every job {own:?}", workflow.output));
        }
    }
    let hooks = hooks(outputs);
    for (workflow, job) in outputs.jobs().filter(|(_, job)| !job.is_hook) {
        let mut needed: BTreeMap<String, String> = BTreeMap::new();
        for (scope, access) in job.steps.iter().flat_map(|step| of_step(job, step, &hooks)) {
            // `read` comes before `write` in the alphabet.
            let had = needed.entry(scope).or_default();
            *had = had.clone().max(access);
        }
        let given: BTreeMap<String, String> =
            steps::pairs(&job.body, "permissions").into_iter().collect();
        if job.body.get("permissions").is_none() || given != needed {
            faults.push(format!(
                "{} {} may {given:?}, and needs {needed:?}",
                workflow.output, job.id
            ));
        }
    }
    faults
}

/// The user's own steps.
fn hooks(outputs: &Outputs) -> Vec<&Table> {
    let steps = outputs.spec_value("hooks steps").and_then(Value::as_array);
    steps
        .into_iter()
        .flatten()
        .filter_map(Value::as_table)
        .collect()
}

/// What `step` of `job` needs.
fn of_step(job: &Job, step: &Yaml, hooks: &[&Table]) -> Vec<(String, String)> {
    let own = hooks.iter().find(|hook| is(step, hook));
    if let Some(hook) = own {
        let asked = hook.get("permissions").and_then(Value::as_table);
        let asked = asked.into_iter().flatten();
        return asked
            .map(|(scope, access)| {
                (
                    scope.clone(),
                    access.as_str().unwrap_or_default().to_owned(),
                )
            })
            .collect();
    }
    let with = |key: &str| {
        step.get("with")
            .and_then(|with| steps::text(with, key))
            .unwrap_or_default()
    };
    let pair = |scope: &str, access: &str| vec![(scope.to_owned(), access.to_owned())];
    if steps::uses(step, "actions/checkout") {
        pair("contents", "read")
    } else if steps::uses(step, "Azure/login") {
        pair("id-token", "write")
    } else if steps::uses(step, "docker/login-action")
        && with("password") == "${{ secrets.GITHUB_TOKEN }}"
    {
        let pushes = |step: &Yaml| {
            steps::uses(step, "docker/build-push-action")
                || steps::text(step, "run").is_some_and(|script| script.contains("docker push"))
        };
        pair(
            "packages",
            if job.steps.iter().any(pushes) {
                "write"
            } else {
                "read"
            },
        )
    } else {
        Vec::new()
    }
}

/// Whether `step` is the user's `hook`: it has its name, or does what it does.
fn is(step: &Yaml, hook: &Table) -> bool {
    let own = |key: &str| hook.get(key).and_then(Value::as_str);
    match own("name") {
        Some(name) => step["name"].as_str() == Some(name),
        None => match own("uses") {
            Some(action) => steps::uses(step, action),
            None => own("run").map(str::trim_end) == step["run"].as_str().map(str::trim_end),
        },
    }
}
