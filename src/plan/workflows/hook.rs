//! The user's jobs among the generated ones.

use super::{Contents, Job, Parts, Work};
use crate::{lang::id::JobId, place::Placed, plan::hooks};

/// Adds to `jobs` the user's jobs that `wanted` tells, and those that these wait for.
pub(super) fn join(parts: &Parts, jobs: &mut Vec<Job>, wanted: impl Fn(&hooks::Job) -> bool) {
    let mut chosen: Vec<&hooks::Job> = Vec::new();
    let mut next: Vec<&hooks::Job> = parts.hooks.jobs.iter().filter(|job| wanted(job)).collect();
    while let Some(job) = next.pop() {
        if chosen.iter().all(|known| known.id != job.id) {
            chosen.push(job);
            let needed = |other: &&hooks::Job| job.needs.iter().any(|id| id.value == other.id);
            next.extend(parts.hooks.jobs.iter().filter(needed));
        }
    }
    let written = parts.hooks.jobs.iter();
    for hook in written.filter(|hook| chosen.iter().any(|job| job.id == hook.id)) {
        for before in &hook.before {
            let waits = jobs.iter_mut().filter(|job| job.id == before.value);
            waits.for_each(|job| {
                job.needs
                    .push(Placed::new(hook.id.clone(), before.at.clone()));
            });
        }
        jobs.push(self::job(hook));
    }
    let ids: Vec<JobId> = jobs.iter().map(|job| job.id.clone()).collect();
    for job in jobs.iter_mut() {
        job.needs.retain(|need| ids.contains(&need.value));
    }
    order(jobs);
}

fn job(hook: &hooks::Job) -> Job {
    Job {
        id: hook.id.clone(),
        name: hook.name(),
        needs: hook.needs.clone(),
        when: None,
        group: None,
        branches: Vec::new(),
        work: Work::Hook(Box::new(hook.clone())),
        contents: Contents::default(),
        at: hook.at.clone(),
    }
}

/// Puts each job behind those that it waits for; else they stay as they are.
fn order(jobs: &mut Vec<Job>) {
    let mut left = std::mem::take(jobs);
    while !left.is_empty() {
        let ready = left.iter().position(|job| {
            let waits = |other: &Job| job.needs.iter().any(|need| need.value == other.id);
            !left.iter().any(waits)
        });
        // Without a cycle, which a rule refuses, there is always one that waits for none of the others.
        jobs.push(left.remove(ready.unwrap_or_default()));
    }
}
