//! Permissions: a job's token has exactly the permissions that its steps need.

use std::collections::BTreeMap;

use serde_yaml::Value as Yaml;
use toml::{Table, Value};

use super::{
    outputs::{Job, Outputs},
    steps,
};

/// Finds jobs whose permissions differ from those that their steps need, and workflows that grant permissions to every job.
pub fn find_wrong_permissions(outputs: &Outputs) -> Vec<String> {
    let mut violations = Vec::new();
    for workflow in &outputs.workflows {
        let own = workflow.body["permissions"].as_mapping();
        if own.is_none_or(|own| !own.is_empty()) {
            violations.push(format!("{} grants every job {own:?}", workflow.output));
        }
    }
    let hooks = find_hooks(outputs);
    for (workflow, job) in outputs.jobs().filter(|(_, job)| !job.is_hook) {
        let mut needed: BTreeMap<String, String> = BTreeMap::new();
        for (scope, access) in job
            .steps
            .iter()
            .flat_map(|step| needed_permissions(job, step, &hooks))
        {
            // `read` sorts before `write`.
            let current = needed.entry(scope).or_default();
            *current = current.clone().max(access);
        }
        let granted: BTreeMap<String, String> =
            steps::pairs(&job.body, "permissions").into_iter().collect();
        if job.body.get("permissions").is_none() || granted != needed {
            violations.push(format!(
                "{} {} has {granted:?}, and needs {needed:?}",
                workflow.output, job.id
            ));
        }
    }
    violations
}

/// The custom steps of the spec.
fn find_hooks(outputs: &Outputs) -> Vec<&Table> {
    let steps = outputs.spec_value("hooks steps").and_then(Value::as_array);
    steps
        .into_iter()
        .flatten()
        .filter_map(Value::as_table)
        .collect()
}

/// The permissions that `step` of `job` needs.
fn needed_permissions(job: &Job, step: &Yaml, hooks: &[&Table]) -> Vec<(String, String)> {
    let own = hooks.iter().find(|hook| is_hook_step(step, hook));
    if let Some(hook) = own {
        let permissions = hook.get("permissions").and_then(Value::as_table);
        let permissions = permissions.into_iter().flatten();
        return permissions
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

/// Whether `step` is the custom step `hook`: it has the same name, action or command.
fn is_hook_step(step: &Yaml, hook: &Table) -> bool {
    let own = |key: &str| hook.get(key).and_then(Value::as_str);
    match own("name") {
        Some(name) => step["name"].as_str() == Some(name),
        None => match own("uses") {
            Some(action) => steps::uses(step, action),
            None => own("run").map(str::trim_end) == step["run"].as_str().map(str::trim_end),
        },
    }
}
