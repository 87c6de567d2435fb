//! A workflow as a picture: what starts it, its jobs, what waits for what.

use std::collections::{HashMap, HashSet};

use super::{phrase, prelude::*};

use crate::{
    lang::{
        id::JobId,
        mermaid::{self, Mermaid},
    },
    plan::workflows::{Job, Trigger, Work, Workflow},
};

#[derive(Serialize)]
struct View {
    events: Vec<Node>,
    jobs: Vec<Node>,
    arrows: Vec<Arrow>,
}

#[derive(Serialize)]
struct Node {
    id: Text<Mermaid>,
    label: Text<Mermaid>,
    own: bool,
}

#[derive(Serialize)]
struct Arrow {
    from: Text<Mermaid>,
    to: Text<Mermaid>,
    always: bool,
}

/// The picture of `workflow`.
pub(super) fn diagram(workflow: &Workflow) -> Text<Mermaid> {
    let jobs = &workflow.jobs;
    let event = |(item, trigger): (usize, &Trigger)| Node {
        id: mermaid::event(item),
        label: label(trigger),
        own: false,
    };
    let roots = jobs.iter().filter(|job| job.needs.is_empty());
    let starts = roots.flat_map(|job| {
        (0..workflow.triggers.len()).map(|item| Arrow {
            from: mermaid::event(item),
            to: mermaid::node(&job.id),
            always: false,
        })
    });
    let behind = behind(jobs);
    let waits = jobs.iter().flat_map(|job| {
        direct(&behind, job).into_iter().map(|need| Arrow {
            from: mermaid::node(&need.value).at(&need.at),
            to: mermaid::node(&job.id),
            always: matches!(job.work, Work::Notify(_)),
        })
    });
    let view = View {
        events: workflow.triggers.iter().enumerate().map(event).collect(),
        jobs: jobs.iter().map(node).collect(),
        arrows: starts.chain(waits).collect(),
    };
    fill(template!("docs/diagram.mmd.j2"), &view)
}

fn node(job: &Job) -> Node {
    let mut lines = vec![mermaid::text(&job.name)];
    if job.work.environment().is_some() {
        let when = job.when.as_ref().map(phrase::brief);
        lines.extend(when.map(|when| phrase::mermaid(&when)));
    }
    Node {
        id: mermaid::node(&job.id),
        label: mermaid::lines(&lines).at(&job.at),
        own: matches!(job.work, Work::Hook(_)),
    }
}

fn label(trigger: &Trigger) -> Text<Mermaid> {
    match trigger {
        Trigger::Push { branches, .. } => {
            let mut words = vec![mermaid::literal("push to ")];
            for (item, branch) in branches.iter().enumerate() {
                if item > 0 {
                    let last = item + 1 == branches.len();
                    words.push(mermaid::literal(if last { " or " } else { ", " }));
                }
                words.push(mermaid::text(&branch.value).at(&branch.at));
            }
            mermaid::concat(&words)
        }
        Trigger::PullRequest { types, .. } => {
            let mut lines = vec![mermaid::literal("pull request")];
            let types: Vec<Text<Mermaid>> = types.iter().map(|happens| kind(happens)).collect();
            for (item, happens) in types.iter().enumerate() {
                let between = match (item, item + 1 == types.len()) {
                    (0, _) => " ",
                    (_, true) => " or ",
                    (_, false) => ", ",
                };
                lines.extend([mermaid::literal(between), happens.clone()]);
            }
            mermaid::concat(&lines)
        }
        Trigger::Schedule(cron) => mermaid::concat(&[
            mermaid::literal("schedule "),
            mermaid::text(&cron.value).at(&cron.at),
        ]),
        Trigger::Dispatch(_) => mermaid::literal("by hand"),
    }
}

/// What happens to a pull request, in words.
fn kind(happens: &'static str) -> Text<Mermaid> {
    mermaid::literal(match happens {
        "synchronize" => "pushed to",
        "labeled" => "labelled",
        "unlabeled" => "unlabelled",
        other => other,
    })
}

/// The jobs that `job` waits for, but those that another of them waits for anyway.
fn direct<'a>(behind: &Behind, job: &'a Job) -> Vec<&'a Placed<JobId>> {
    let needs = job.needs.iter();
    needs
        .filter(|need| {
            let others = job.needs.iter().filter(|other| other.value != need.value);
            let mut others = others.filter_map(|other| behind.get(&other.value));
            !others.any(|behind| behind.contains(&need.value))
        })
        .collect()
}

/// For each job, all that it waits for, itself or by way of others.
type Behind<'a> = HashMap<&'a JobId, HashSet<&'a JobId>>;

fn behind(jobs: &[Job]) -> Behind<'_> {
    let mut behind = Behind::new();
    let mut rest: Vec<&Job> = jobs.iter().collect();
    // Jobs wait in no circle, so each round finds some whose needs are known.
    while !rest.is_empty() {
        let known = behind.len();
        rest.retain(|job| {
            let needs = job.needs.iter().map(|need| &need.value);
            let mut all: HashSet<&JobId> = needs.clone().collect();
            for need in needs {
                match behind.get(need) {
                    Some(more) => all.extend(more),
                    None => return true,
                }
            }
            behind.insert(&job.id, all);
            false
        });
        if behind.len() == known {
            break;
        }
    }
    behind
}
