//! A workflow as a diagram: its events, its jobs and their dependencies.

use std::collections::{HashMap, HashSet};

use super::{phrase, prelude::*, schedule};

use crate::{
    lang::{
        id::JobId,
        mermaid::{self, Mermaid},
    },
    plan::{
        environments::Environment,
        when::When,
        workflows::{Job, JobKind, Trigger, Workflow},
    },
};

#[derive(Serialize)]
struct View {
    direction: Text<Mermaid>,
    label_width: Text<Mermaid>,
    events: Vec<Node>,
    jobs: Vec<Node>,
    arrows: Vec<Arrow>,
}

#[derive(Serialize)]
struct Node {
    id: Text<Mermaid>,
    label: Text<Mermaid>,
    is_own: bool,
}

#[derive(Serialize)]
struct Arrow {
    from: Text<Mermaid>,
    to: Text<Mermaid>,
    always: bool,
}

/// The number of arrows from one node at which a diagram from top to bottom is too wide for a phone.
const FAN_OUT: usize = 3;

/// The diagram of `workflow`: from left to right if a node fans out, so that the jobs after it are below each other.
pub(super) fn diagram(workflow: &Workflow) -> Text<Mermaid> {
    let jobs = &workflow.jobs;
    let event = |(index, trigger): (usize, &Trigger)| Node {
        id: mermaid::event(index),
        label: label(trigger),
        is_own: false,
    };
    let roots = jobs.iter().filter(|job| job.needs.is_empty());
    let starts = roots.flat_map(|job| {
        (0..workflow.triggers.len()).map(|index| Arrow {
            from: mermaid::event(index),
            to: mermaid::node(&job.id),
            always: false,
        })
    });
    let dependencies = find_dependencies(jobs);
    let waits = jobs.iter().flat_map(|job| {
        let needs = direct_needs(&dependencies, job).into_iter();
        needs.map(|need| Arrow {
            from: mermaid::node(&need.value).with_place(&need.place),
            to: mermaid::node(&job.id),
            always: matches!(job.kind, JobKind::Notify(_)),
        })
    });
    let arrows: Vec<Arrow> = starts.chain(waits).collect();
    let fans_out = arrows.iter().any(|arrow| {
        let others = arrows.iter().map(|other| other.from.as_str());
        others.filter(|from| *from == arrow.from.as_str()).count() >= FAN_OUT
    });
    let view = View {
        direction: mermaid::literal(if fans_out { "LR" } else { "TD" }),
        label_width: mermaid::literal(if fans_out { "100" } else { "150" }),
        events: workflow.triggers.iter().enumerate().map(event).collect(),
        jobs: jobs.iter().map(node).collect(),
        arrows,
    };
    fill(template!("docs/diagram.mmd.j2"), &view)
}

/// Whether the jobs of `workflow` run one after the other, so that it needs no diagram.
pub(super) fn is_chain(workflow: &Workflow) -> bool {
    let dependencies = find_dependencies(&workflow.jobs);
    workflow.jobs.windows(2).all(|pair| {
        let needs = direct_needs(&dependencies, &pair[1]);
        matches!(needs.as_slice(), [need] if need.value == pair[0].id)
    })
}

fn node(job: &Job) -> Node {
    let mut lines = vec![mermaid::text(&job.name)];
    if let Some(environment) = job.kind.environment()
        && let Some(when) = &job.when
        && !is_choice(when, environment)
    {
        lines.push(phrase::mermaid(&phrase::describe_briefly(when)));
    }
    Node {
        id: mermaid::node(&job.id),
        label: mermaid::lines(&lines).with_place(&job.place),
        is_own: matches!(job.kind, JobKind::Hook(_)),
    }
}

/// Whether `when` requires that the user chose `environment`, which the job's name already shows.
fn is_choice(when: &When, environment: &Environment) -> bool {
    let choice = When::ChosenEnvironment(environment.name.clone());
    *when == choice || matches!(when, When::All(terms) if terms.contains(&choice))
}

fn label(trigger: &Trigger) -> Text<Mermaid> {
    match trigger {
        Trigger::Push { branches, .. } => {
            let mut words = vec![mermaid::literal("push to ")];
            for (index, branch) in branches.iter().enumerate() {
                if index > 0 {
                    let is_last = index + 1 == branches.len();
                    words.push(mermaid::literal(if is_last { " or " } else { ", " }));
                }
                words.push(mermaid::text(&branch.value).with_place(&branch.place));
            }
            mermaid::concat(&words)
        }
        Trigger::PullRequest { types, .. } => {
            // If a trigger has only GitHub's default activities, the label does not list them.
            let is_default = types.contains(&"synchronize");
            let others = types
                .iter()
                .filter(|activity| !DEFAULT_ACTIVITIES.contains(activity));
            let others = others.map(|activity| describe_activity(activity));
            let activities = is_default.then(|| mermaid::literal("changed"));
            let activities = activities.filter(|_| types.len() > DEFAULT_ACTIVITIES.len());
            let mut words = vec![mermaid::literal("pull request")];
            for (index, activity) in activities.into_iter().chain(others).enumerate() {
                words.push(mermaid::literal(if index == 0 { " " } else { " or " }));
                words.push(activity);
            }
            mermaid::concat(&words)
        }
        Trigger::Schedule(cron) => schedule::mermaid(cron),
        Trigger::Dispatch(_) => mermaid::literal("started manually"),
    }
}

/// The activities of a pull request that start a workflow by default.
const DEFAULT_ACTIVITIES: [&str; 3] = ["opened", "reopened", "synchronize"];

/// Describes an activity of a pull request that is not a default.
fn describe_activity(activity: &'static str) -> Text<Mermaid> {
    mermaid::literal(match activity {
        "labeled" => "labelled",
        "unlabeled" => "unlabelled",
        other => other,
    })
}

/// The needs of `job`, without jobs on which another need already depends.
fn direct_needs<'a>(dependencies: &Dependencies, job: &'a Job) -> Vec<&'a Placed<JobId>> {
    let needs = job.needs.iter();
    needs
        .filter(|need| {
            let others = job.needs.iter().filter(|other| other.value != need.value);
            let mut others = others.filter_map(|other| dependencies.get(&other.value));
            !others.any(|jobs| jobs.contains(&need.value))
        })
        .collect()
}

/// All direct and indirect needs of each job.
type Dependencies<'a> = HashMap<&'a JobId, HashSet<&'a JobId>>;

fn find_dependencies(jobs: &[Job]) -> Dependencies<'_> {
    let mut dependencies = Dependencies::new();
    let mut rest: Vec<&Job> = jobs.iter().collect();
    // Needs have no cycle, so each round finds a job whose needs are all known.
    while !rest.is_empty() {
        let known = dependencies.len();
        rest.retain(|job| {
            let needs = job.needs.iter().map(|need| &need.value);
            let mut all: HashSet<&JobId> = needs.clone().collect();
            for need in needs {
                match dependencies.get(need) {
                    Some(indirect) => all.extend(indirect),
                    None => return true,
                }
            }
            dependencies.insert(&job.id, all);
            false
        });
        if dependencies.len() == known {
            break;
        }
    }
    dependencies
}
