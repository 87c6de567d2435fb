//! Untrusted pull requests get a build, but no secret and no push.

use serde_yaml::Value as Yaml;

use super::{
    event::Event,
    outputs::{Job, Outputs},
    steps,
};
use crate::support::expression::{self, Value};

/// The value of every secret: GitHub passes them to Apps, and to private forks where the repository says so.
pub const SECRET: &str = "the value of a secret";

/// A pull request of a fork, or of a bot that no environment is for, reaches no step with a secret, and none that pushes.
pub fn get_nothing(outputs: &Outputs) -> Vec<String> {
    let mut faults = Vec::new();
    for event in untrusted(outputs) {
        for workflow in &outputs.workflows {
            // What the user's own jobs do is the user's.
            let jobs = event.reached(workflow).into_iter();
            for job in jobs.filter(|job| !job.is_hook) {
                let steps = job.steps.iter().filter(|step| event.runs_step(job, step));
                let found = steps.filter_map(|step| leaks(&event, job, step));
                faults.extend(found.map(|found| {
                    format!(
                        "{} {} {} (bot: {}): {found}",
                        workflow.output, job.id, event.action, event.is_bot
                    )
                }));
            }
        }
    }
    faults
}

/// What happens to the pull requests that are not trusted.
pub fn untrusted(outputs: &Outputs) -> Vec<Event> {
    let environments = outputs.environments();
    let labels: Vec<&str> = environments
        .iter()
        .filter_map(|environment| environment.label.as_deref())
        .collect();
    let trusts_bots = environments.iter().any(|environment| environment.bots);
    // From a fork, opened by a bot, sent by a bot.
    let whose: &[[bool; 3]] = if trusts_bots {
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
            // What ends a review app runs the code of the trunk: any App may cause that.
            let ends = ["closed", "unlabeled"].contains(&action);
            let whose = whose
                .iter()
                .filter(|whose| !ends || **whose != [false, false, true]);
            events.extend(whose.map(|[is_fork, is_bot, is_sent_by_bot]| Event {
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

/// What `step` does that only a trusted build may do.
fn leaks(event: &Event, job: &Job, step: &Yaml) -> Option<String> {
    let name = steps::text(step, "name").unwrap_or_default();
    if let Some((key, _)) = steps::strings(step)
        .iter()
        .find(|(key, text)| key != "run" && gets_secret(event, job, text))
    {
        return Some(format!("{name} has a secret as {key}"));
    }
    let input = |key: &str| {
        let value = steps::text(step.get("with")?, key)?;
        Some(expression::fill(&value, &|name| lookup(event, job, name)))
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
        && expression::fill(text, &|name| lookup(event, job, name)).contains(SECRET)
}

/// The value of `name` in a step of `job`, if earlier steps wrote everything they can.
fn lookup(event: &Event, job: &Job, name: &str) -> Value {
    let text = |text: &str| Value::String(text.to_owned());
    if name.starts_with("secrets.") || name == "github.token" {
        text(SECRET)
    } else if name.starts_with("env.") || name.starts_with("steps.") {
        text("true")
    } else {
        event.of_step(job, name)
    }
}
