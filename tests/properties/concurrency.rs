//! Concurrency groups: jobs that change the same resource wait for each other.

use std::collections::BTreeMap;

use super::{
    event::Event,
    outputs::{Job, Outputs},
    steps,
};

/// Finds wrong concurrency groups: each environment has one group whose jobs are never cancelled; builds share a group with the job
/// that cancels them, but not with the rebuild.
pub fn find_wrong_groups(outputs: &Outputs) -> Vec<String> {
    let mut violations = Vec::new();
    for (workflow, job) in outputs.jobs().filter(|(_, job)| !job.is_hook) {
        if job.body.get("concurrency").is_none() {
            violations.push(format!("{} {} has no group", workflow.output, job.id));
        }
    }
    check_environments(outputs, &mut violations);
    check_builds(outputs, &mut violations);
    violations
}

fn check_environments(outputs: &Outputs, violations: &mut Vec<String>) {
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
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
                Event::manual(&environment.name, outputs.trunk()),
            ),
        ];
        let mut groups: Vec<String> = Vec::new();
        for (file, verb, event) in jobs {
            let Some(job) = find_job(outputs, file, &environment.job(verb)) else {
                continue;
            };
            if cancel_in_progress(job, &event) != "false" {
                violations.push(format!("{file} {} can be cancelled half-way", job.id));
            }
            let group = group_name(job, &event);
            let other = group_name(job, &Event { number: 8, ..event });
            if (group == other) == (environment.on == "pull_request") {
                violations.push(format!(
                    "{file} {}: {group} and {other} for two pull requests",
                    job.id
                ));
            }
            groups.push(group);
        }
        groups.dedup();
        if groups.len() > 1 {
            violations.push(format!("{} has the groups {groups:?}", environment.name));
        }
        for group in groups {
            if let Some(other) = owners.insert(group.clone(), environment.name.clone()) {
                violations.push(format!(
                    "{other} and {} have the group {group}",
                    environment.name
                ));
            }
        }
    }
}

fn check_builds(outputs: &Outputs, violations: &mut Vec<String>) {
    let Some(build) = find_job(outputs, "workflow", "build") else {
        return;
    };
    let closed = Event::pull_request("closed", &[]);
    let pushed = Event::push(outputs.trunk());
    if group_name(build, &closed)
        == group_name(
            build,
            &Event {
                number: 8,
                ..closed.clone()
            },
        )
        || group_name(build, &closed) == group_name(build, &pushed)
    {
        violations.push("two unrelated builds share a group".to_owned());
    }
    // A rebuild in the group of the pushes would replace a waiting push.
    if let Some(rebuild) = find_job(outputs, "cache_rebuild", "build") {
        if group_name(rebuild, &pushed) == group_name(build, &pushed) {
            violations.push("the rebuild is in the group of the builds".to_owned());
        }
        if cancel_in_progress(rebuild, &pushed) != "false" {
            violations.push("the rebuild cancels running jobs".to_owned());
        }
    }
    let others = [
        ("the build of a pull request", Some(build), &closed, "true"),
        ("the build of a push", Some(build), &pushed, "false"),
        (
            "the job that cancels it",
            find_job(outputs, "review_cleanup", "stop_build"),
            &closed,
            "true",
        ),
    ];
    for (name, job, event, expected) in others {
        let Some(job) = job else { continue };
        if group_name(job, event) != group_name(build, event) {
            violations.push(format!(
                "{name} has the group {}, and the build {}",
                group_name(job, event),
                group_name(build, event)
            ));
        }
        if cancel_in_progress(job, event) != expected {
            violations.push(format!(
                "{name} has cancel-in-progress {}",
                cancel_in_progress(job, event)
            ));
        }
    }
}

fn find_job<'a>(outputs: &'a Outputs, file: &str, id: &str) -> Option<&'a Job> {
    outputs.workflow(file)?.job(id)
}

fn group_name(job: &Job, event: &Event) -> String {
    event.fill(&steps::text(&job.body["concurrency"], "group").unwrap_or_default())
}

fn cancel_in_progress(job: &Job, event: &Event) -> String {
    event.fill(&steps::text(&job.body["concurrency"], "cancel-in-progress").unwrap_or_default())
}
