//! Derives the facts of triggers from the plan.

use crate::{
    place::Placed,
    plan::workflows::{Input, InputKind, Trigger},
    verify::Facts,
};

/// Adds the facts of `triggers`.
pub(super) fn add_facts(triggers: &[Trigger], facts: &mut Facts) {
    for trigger in triggers {
        match trigger {
            Trigger::Push {
                branches,
                ignore_paths,
            } => {
                facts.push("the triggers", "push");
                facts.extend("branches of push", texts(branches));
                facts.extend("paths-ignore of push", texts(ignore_paths));
            }
            Trigger::PullRequest {
                types,
                ignore_paths,
            } => {
                facts.push("the triggers", "pull_request");
                facts.extend("types of pull_request", types.iter().copied());
                facts.extend("paths-ignore of pull_request", texts(ignore_paths));
            }
            Trigger::Schedule(cron) => {
                facts.push("the triggers", "schedule");
                facts.push("cron of schedule", cron.value.as_str());
            }
            Trigger::Dispatch(inputs) => {
                facts.push("the triggers", "workflow_dispatch");
                for input in inputs {
                    self::add_input(input, facts);
                }
            }
        }
    }
}

fn add_input(input: &Input, facts: &mut Facts) {
    facts.push("the inputs", input.name);
    let subject = |key: &str| format!("{key} of the input {}", input.name);
    facts.push(subject("description"), input.description);
    facts.push(subject("required"), input.required.to_string());
    match &input.kind {
        InputKind::Environment(names) => {
            facts.push(subject("type"), "choice");
            facts.extend(
                subject("options"),
                names.iter().map(|name| name.value.as_str()),
            );
        }
        InputKind::Text => facts.push(subject("type"), "string"),
    }
}

fn texts(list: &[Placed<String>]) -> impl Iterator<Item = &str> {
    list.iter().map(|item| item.value.as_str())
}
