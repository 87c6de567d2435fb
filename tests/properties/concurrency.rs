//! Concurrency groups: whatever changes one thing waits for whatever else does.

use std::collections::BTreeMap;

use super::{
    event::Event,
    outputs::{Job, Outputs},
    steps,
};

/// What changes an environment has its one group and is never stopped; builds share theirs with the rebuild and with
/// what stops them.
pub fn groups_agree(outputs: &Outputs) -> Vec<String> {
    let mut faults = Vec::new();
    for (workflow, job) in outputs.jobs().filter(|(_, job)| !job.is_hook) {
        if job.body.get("concurrency").is_none() {
            faults.push(format!("{} {} has no group", workflow.output, job.id));
        }
    }
    apps(outputs, &mut faults);
    builds(outputs, &mut faults);
    faults
}

fn apps(outputs: &Outputs, faults: &mut Vec<String>) {
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    for environment in outputs.environments() {
        let event = if environment.on == "pull_request" {
            Event::pull_request("synchronize", &[])
        } else {
            Event::push(&environment.branch)
        };
        let jobs = [
            ("workflow", "deploy", event.clone()),
            ("review_cleanup", "delete", event),
            (
                "manual_deploy",
                "deploy",
                Event::by_hand(&environment.name, outputs.trunk()),
            ),
        ];
        let mut groups: Vec<String> = Vec::new();
        for (file, verb, event) in jobs {
            let Some(job) = job(outputs, file, &environment.job(verb)) else {
                continue;
            };
            if cancels(job, &event) != "false" {
                faults.push(format!("{file} {} can be stopped half-way", job.id));
            }
            let group = group(job, &event);
            let other = self::group(job, &Event { number: 8, ..event });
            if (group == other) == (environment.on == "pull_request") {
                faults.push(format!(
                    "{file} {}: {group} and {other} for two pull requests",
                    job.id
                ));
            }
            groups.push(group);
        }
        groups.dedup();
        if groups.len() > 1 {
            faults.push(format!("{} has the groups {groups:?}", environment.name));
        }
        for group in groups {
            if let Some(other) = taken.insert(group.clone(), environment.name.clone()) {
                faults.push(format!(
                    "{other} and {} have the group {group}",
                    environment.name
                ));
            }
        }
    }
}

fn builds(outputs: &Outputs, faults: &mut Vec<String>) {
    let Some(build) = job(outputs, "workflow", "build") else {
        return;
    };
    let asked = Event::pull_request("closed", &[]);
    let pushed = Event::push(outputs.trunk());
    if group(build, &asked)
        == group(
            build,
            &Event {
                number: 8,
                ..asked.clone()
            },
        )
        || group(build, &asked) == group(build, &pushed)
    {
        faults.push("two builds that have nothing to do with each other share a group".to_owned());
    }
    // A rebuild that waited in the group of the pushes would drop a push that waits there.
    if let Some(rebuild) = job(outputs, "cache_rebuild", "build") {
        if group(rebuild, &pushed) == group(build, &pushed) {
            faults.push("the rebuild is in the group of the builds".to_owned());
        }
        if cancels(rebuild, &pushed) != "false" {
            faults.push("the rebuild stops what runs".to_owned());
        }
    }
    let others = [
        ("the build of a pull request", Some(build), &asked, "true"),
        ("the build of a push", Some(build), &pushed, "false"),
        (
            "the job that stops it",
            job(outputs, "review_cleanup", "stop_build"),
            &asked,
            "true",
        ),
    ];
    for (what, job, event, stops) in others {
        let Some(job) = job else { continue };
        if group(job, event) != group(build, event) {
            faults.push(format!(
                "{what} has the group {}, and the build {}",
                group(job, event),
                group(build, event)
            ));
        }
        if cancels(job, event) != stops {
            faults.push(format!("{what} stops what runs: {}", cancels(job, event)));
        }
    }
}

fn job<'a>(outputs: &'a Outputs, file: &str, id: &str) -> Option<&'a Job> {
    outputs.workflow(file)?.job(id)
}

fn group(job: &Job, event: &Event) -> String {
    event.fill(&steps::text(&job.body["concurrency"], "group").unwrap_or_default())
}

fn cancels(job: &Job, event: &Event) -> String {
    event.fill(&steps::text(&job.body["concurrency"], "cancel-in-progress").unwrap_or_default())
}
