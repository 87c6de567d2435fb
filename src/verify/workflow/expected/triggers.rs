//! What starts a workflow.

use crate::{
    place::Placed,
    plan::workflows::{Answer, Input, Trigger},
    verify::Facts,
};

/// Says what `triggers` are.
pub(super) fn say(triggers: &[Trigger], facts: &mut Facts) {
    for trigger in triggers {
        match trigger {
            Trigger::Push {
                branches,
                ignore_paths,
            } => {
                facts.word("what starts it", "push");
                facts.say("branches of push", texts(branches));
                facts.say("paths-ignore of push", texts(ignore_paths));
            }
            Trigger::PullRequest {
                types,
                ignore_paths,
            } => {
                facts.word("what starts it", "pull_request");
                facts.say("types of pull_request", types.iter().copied());
                facts.say("paths-ignore of pull_request", texts(ignore_paths));
            }
            Trigger::Schedule(cron) => {
                facts.word("what starts it", "schedule");
                facts.word("cron of schedule", cron.value.as_str());
            }
            Trigger::Dispatch(inputs) => {
                facts.word("what starts it", "workflow_dispatch");
                for input in inputs {
                    self::input(input, facts);
                }
            }
        }
    }
}

fn input(input: &Input, facts: &mut Facts) {
    facts.word("the inputs", input.name);
    let of = |key: &str| format!("{key} of the input {}", input.name);
    facts.word(of("description"), input.description);
    facts.word(of("required"), input.required.to_string());
    match &input.answer {
        Answer::Environment(names) => {
            facts.word(of("type"), "choice");
            facts.say(of("options"), names.iter().map(|name| name.value.as_str()));
        }
        Answer::Text => facts.word(of("type"), "string"),
    }
}

fn texts(list: &[Placed<String>]) -> impl Iterator<Item = &str> {
    list.iter().map(|item| item.value.as_str())
}
