//! What a fork's pull request gets: a build, and nothing that is secret or pushed.

use serde_yaml::Value as Yaml;

use super::{
    event::Event,
    outputs::{Job, Outputs},
    steps,
};
use crate::support::expression;

/// A fork's pull request reaches no step with a secret, and none that pushes.
pub fn get_nothing(outputs: &Outputs) -> Vec<String> {
    let mut faults = Vec::new();
    let environments = outputs.environments();
    let labels: Vec<&str> = environments
        .iter()
        .filter_map(|environment| environment.label.as_deref())
        .collect();
    let actions = [
        "opened",
        "synchronize",
        "reopened",
        "labeled",
        "closed",
        "unlabeled",
    ];
    let events = actions.iter().flat_map(|action| {
        [false, true].map(|failed| Event {
            is_fork: true,
            failed,
            label: labels.first().map(|label| (*label).to_owned()),
            ..Event::pull_request(action, &labels)
        })
    });
    for event in events {
        for workflow in &outputs.workflows {
            // What the user's own jobs do is the user's.
            let jobs = event.reached(workflow).into_iter();
            for job in jobs.filter(|job| !job.is_hook) {
                let steps = job.steps.iter().filter(|step| event.runs_step(job, step));
                let found = steps.filter_map(|step| leaks(&event, job, step));
                faults.extend(found.map(|found| {
                    format!("{} {} {}: {found}", workflow.output, job.id, event.action)
                }));
            }
        }
    }
    faults
}

/// What `step` does that a fork must not.
fn leaks(event: &Event, job: &Job, step: &Yaml) -> Option<String> {
    let name = steps::text(step, "name").unwrap_or_default();
    // GitHub leaves a fork's secrets empty: a build has to go on all the same, so its variables are no leak.
    let built: Vec<String> = steps::lines(step, "secret-envs");
    let is_built = |value: &str| {
        built.iter().any(|pair| {
            pair.split_once('=')
                .is_some_and(|(_, name)| value == format!("${{{{ secrets.{name} }}}}"))
        })
    };
    if let Some((key, _)) = steps::strings(step)
        .iter()
        .find(|(_, value)| value.contains("secrets.") && !is_built(value))
    {
        return Some(format!("{name} has a secret as {key}"));
    }
    let input = |key: &str| {
        let value = steps::text(step.get("with")?, key)?;
        Some(expression::fill(&value, &|name| match name {
            "steps.tags.outputs.branch" => expression::Value::String("topic".to_owned()),
            name => event.of_step(job, name),
        }))
    };
    let pushes = input("push").is_some_and(|push| push != "false")
        || input("cache-to").is_some_and(|cache| !cache.is_empty())
        || steps::text(step, "run").is_some_and(|script| script.contains("docker push"))
        || steps::uses(step, "docker/login-action");
    pushes.then(|| format!("{name} pushes"))
}
