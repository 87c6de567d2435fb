//! Renders the triggers of a workflow.

use serde::Serialize;

use crate::{
    lang::{
        Text,
        yaml::{self, Yaml},
    },
    place::Placed,
    plan::workflows::{Input, InputKind, Trigger},
};

/// The triggers, as variables of the template.
#[derive(Default, Serialize)]
pub(super) struct On {
    push: Option<Push>,
    pull_request: Option<PullRequest>,
    schedule: Option<Text<Yaml>>,
    dispatch: Option<Dispatch>,
}

#[derive(Serialize)]
struct Push {
    branches: Vec<Text<Yaml>>,
    ignore_paths: Vec<Text<Yaml>>,
}

#[derive(Serialize)]
struct PullRequest {
    types: Vec<Text<Yaml>>,
    ignore_paths: Vec<Text<Yaml>>,
}

#[derive(Serialize)]
struct Dispatch {
    inputs: Vec<InputView>,
}

#[derive(Serialize)]
struct InputView {
    name: Text<Yaml>,
    description: Text<Yaml>,
    required: Text<Yaml>,
    kind: Text<Yaml>,
    options: Vec<Text<Yaml>>,
}

/// Renders `triggers`.
pub(super) fn render_triggers(triggers: &[Trigger]) -> On {
    let mut on = On::default();
    for trigger in triggers {
        match trigger {
            Trigger::Push {
                branches,
                ignore_paths,
            } => {
                let branches = branches.iter();
                on.push = Some(Push {
                    branches: branches
                        .map(|branch| yaml::branch_pattern(&branch.value).with_place(&branch.place))
                        .collect(),
                    ignore_paths: strings(ignore_paths),
                });
            }
            Trigger::PullRequest {
                types,
                ignore_paths,
            } => {
                on.pull_request = Some(PullRequest {
                    types: types.iter().map(|name| yaml::key(name)).collect(),
                    ignore_paths: strings(ignore_paths),
                });
            }
            Trigger::Schedule(cron) => {
                on.schedule = Some(yaml::string(&cron.value).with_place(&cron.place));
            }
            Trigger::Dispatch(inputs) => {
                on.dispatch = Some(Dispatch {
                    inputs: inputs.iter().map(input).collect(),
                });
            }
        }
    }
    on
}

fn input(input: &Input) -> InputView {
    let (kind, options) = match &input.kind {
        InputKind::Environment(names) => {
            let names = names.iter();
            let options =
                names.map(|name| yaml::string(name.value.as_str()).with_place(&name.place));
            ("choice", options.collect())
        }
        InputKind::Text => ("string", Vec::new()),
    };
    InputView {
        name: yaml::key(input.name),
        description: yaml::string(input.description),
        required: yaml::boolean(input.required),
        kind: yaml::key(kind),
        options,
    }
}

fn strings(list: &[Placed<String>]) -> Vec<Text<Yaml>> {
    let text = |item: &Placed<String>| yaml::string(&item.value).with_place(&item.place);
    list.iter().map(text).collect()
}
