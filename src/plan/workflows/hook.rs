//! Adds the user's own jobs to the generated ones.

use super::{Job, JobContents, JobKind, WorkflowInputs};
use crate::{lang::id::JobId, place::Placed, plan::hooks};

/// Adds the user's jobs that `is_selected` accepts, and those that they wait for.
pub(super) fn add_hook_jobs(
    inputs: &WorkflowInputs,
    jobs: &mut Vec<Job>,
    is_selected: impl Fn(&hooks::Job) -> bool,
) {
    let mut selected: Vec<&hooks::Job> = Vec::new();
    let mut pending: Vec<&hooks::Job> = inputs
        .hooks
        .jobs
        .iter()
        .filter(|job| is_selected(job))
        .collect();
    while let Some(job) = pending.pop() {
        if selected.iter().all(|other| other.id != job.id) {
            selected.push(job);
            let is_needed = |other: &&hooks::Job| job.needs.iter().any(|id| id.value == other.id);
            pending.extend(inputs.hooks.jobs.iter().filter(is_needed));
        }
    }
    let hooks = inputs.hooks.jobs.iter();
    for hook in hooks.filter(|hook| selected.iter().any(|job| job.id == hook.id)) {
        for before in &hook.before {
            let waiting = jobs.iter_mut().filter(|job| job.id == before.value);
            waiting.for_each(|job| {
                job.needs
                    .push(Placed::new(hook.id.clone(), before.place.clone()));
            });
        }
        jobs.push(plan_hook_job(hook));
    }
    let ids: Vec<JobId> = jobs.iter().map(|job| job.id.clone()).collect();
    for job in jobs.iter_mut() {
        job.needs.retain(|need| ids.contains(&need.value));
    }
    sort_jobs(jobs);
}

fn plan_hook_job(hook: &hooks::Job) -> Job {
    Job {
        id: hook.id.clone(),
        name: hook.name(),
        needs: hook.needs.clone(),
        when: None,
        group: None,
        matrix_branches: Vec::new(),
        kind: JobKind::Hook(Box::new(hook.clone())),
        contents: JobContents::default(),
        place: hook.place.clone(),
    }
}

/// Sorts jobs after those that they wait for; otherwise keeps their order.
fn sort_jobs(jobs: &mut Vec<Job>) {
    let mut remaining = std::mem::take(jobs);
    while !remaining.is_empty() {
        let ready = remaining.iter().position(|job| {
            let waits_for = |other: &Job| job.needs.iter().any(|need| need.value == other.id);
            !remaining.iter().any(waits_for)
        });
        // A rule rejects cycles, so at least one of the remaining jobs waits for none of them.
        jobs.push(remaining.remove(ready.unwrap_or_default()));
    }
}
