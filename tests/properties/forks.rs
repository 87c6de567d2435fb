//! Untrusted pull requests are built without secrets and without a push.

use serde_yaml::Value as Yaml;

use super::{
    event::Event,
    outputs::{Job, Outputs},
    steps,
};
use crate::support::expression::{self, Value};

/// The value of every secret. GitHub passes secrets to Apps, and to private forks if the repository allows it.
pub const SECRET: &str = "the value of a secret";

/// Finds steps with a secret or a push that pull requests of forks, or of bots that no environment allows, can reach.
pub fn find_leaks(outputs: &Outputs) -> Vec<String> {
    let mut violations = Vec::new();
    for event in untrusted_events(outputs) {
        for workflow in &outputs.workflows {
            // Custom jobs are the user's responsibility.
            let jobs = event.reached_jobs(workflow).into_iter();
            for job in jobs.filter(|job| !job.is_hook) {
                let steps = job.steps.iter().filter(|step| event.runs_step(job, step));
                let leaks = steps.filter_map(|step| find_leak(&event, job, step));
                violations.extend(leaks.map(|leak| {
                    format!(
                        "{} {} {} (bot: {}): {leak}",
                        workflow.output, job.id, event.action, event.is_bot
                    )
                }));
            }
        }
    }
    violations
}

/// The events of untrusted pull requests.
pub fn untrusted_events(outputs: &Outputs) -> Vec<Event> {
    let environments = outputs.environments();
    let labels: Vec<&str> = environments
        .iter()
        .filter_map(|environment| environment.label.as_deref())
        .collect();
    let trusts_bots = environments.iter().any(|environment| environment.bots);
    // From a fork, opened by a bot, sent by a bot.
    let origins: &[[bool; 3]] = if trusts_bots {
        &[[true, false, false], [true, true, true]]
    } else {
        &[
            [true, false, false],
            [true, true, true],
            [false, true, true],
            [false, true, false],
            [false, false, true],
        ]
    };
    let mut events = Vec::new();
    for action in [
        "opened",
        "synchronize",
        "reopened",
        "labeled",
        "closed",
        "unlabeled",
    ] {
        for failed in [false, true] {
            // The events that end a review app run code of the default branch, so any App may cause them.
            let ends = ["closed", "unlabeled"].contains(&action);
            let origins = origins
                .iter()
                .filter(|origin| !ends || **origin != [false, false, true]);
            events.extend(origins.map(|[is_fork, is_bot, is_sent_by_bot]| Event {
                is_fork: *is_fork,
                is_bot: *is_bot,
                sender: if *is_sent_by_bot { "app[bot]" } else { "" },
                failed,
                label: labels.first().map(|label| (*label).to_owned()),
                ..Event::pull_request(action, &labels)
            }));
        }
    }
    events
}

/// Describes what `step` does that only a trusted build may do.
fn find_leak(event: &Event, job: &Job, step: &Yaml) -> Option<String> {
    let name = steps::text(step, "name").unwrap_or_default();
    if let Some((key, _)) = steps::strings(step)
        .iter()
        .find(|(key, text)| key != "run" && gets_secret(event, job, text))
    {
        return Some(format!("{name} has a secret as {key}"));
    }
    let input = |key: &str| {
        let value = steps::text(step.get("with")?, key)?;
        Some(expression::fill(&value, &|name| look_up(event, job, name)))
    };
    let pushes = input("push").is_some_and(|push| push != "false")
        || input("cache-to").is_some_and(|cache| !cache.is_empty())
        || steps::text(step, "run").is_some_and(|script| script.contains("docker push"))
        || steps::uses(step, "docker/login-action");
    pushes.then(|| format!("{name} pushes"))
}

/// Whether a step of `job` gets a secret as `text`.
pub fn gets_secret(event: &Event, job: &Job, text: &str) -> bool {
    let lower = text.to_lowercase();
    let reads = ["secrets", "github.token", "tojson(github"];
    reads.iter().any(|read| lower.contains(read))
        && expression::fill(text, &|name| look_up(event, job, name)).contains(SECRET)
}

/// The value of `name` in a step of `job`, if earlier steps set every variable and output to `true`.
fn look_up(event: &Event, job: &Job, name: &str) -> Value {
    let text = |text: &str| Value::String(text.to_owned());
    if name.starts_with("secrets.") || name == "github.token" {
        text(SECRET)
    } else if name.starts_with("env.") || name.starts_with("steps.") {
        text("true")
    } else {
        event.step_value(job, name)
    }
}
