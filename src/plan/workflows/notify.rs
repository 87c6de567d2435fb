//! The last job: people are told how the run ended.

use super::{Cancels, Contents, Group, Job, Of, Parts, Work};
use crate::{
    at,
    lang::id::JobId,
    place::{Place, Placed},
    plan::{notify::Notify, when::When},
    spec::notify::Ending,
};

/// Adds a job to `jobs` that waits for all others and reports their result.
///
/// A success is reported if one of `ends` succeeded. A run outside of `whose` cannot read the webhook's secret.
/// The cancellation of a `superseded` run is not reported, because a newer run replaces it.
pub(super) fn join(
    parts: &Parts,
    jobs: &mut Vec<Job>,
    ends: &[JobId],
    whose: Option<&When>,
    superseded: Option<When>,
) {
    let Some(notify) = parts.notify else { return };
    let reached = reached(jobs, ends);
    let succeeded = When::any(ends.iter().cloned().map(When::Succeeded).collect());
    let success = When::All(vec![
        When::opposite(When::Failed),
        When::opposite(When::Cancelled),
        When::opposite(When::JobCancelled),
        succeeded,
    ]);
    let mut told = Vec::new();
    if notify.tells(Ending::Failure) {
        let cancelled = vec![When::Cancelled, When::JobCancelled];
        told.push(When::Failed);
        match superseded {
            None => told.extend(cancelled),
            Some(superseded) => told.push(When::All(vec![
                When::opposite(superseded),
                When::Any(cancelled),
            ])),
        }
    }
    if notify.tells(Ending::Success) {
        told.push(success);
    }
    let needs = jobs
        .iter()
        .map(|job| Placed::new(job.id.clone(), Place::root()));
    jobs.push(Job {
        id: JobId::parse("notify").expect("our own id is well formed"),
        name: "Notify".to_owned(),
        needs: needs.collect(),
        when: Some(When::all(
            std::iter::once(When::any(told))
                .chain(whose.cloned())
                .collect(),
        )),
        group: Some(Group {
            of: Of::Run,
            cancels: Cancels::Never,
        }),
        branches: Vec::new(),
        work: Work::Notify(Box::new(Notify {
            reached,
            ..notify.clone()
        })),
        contents: Contents::default(),
        at: at!("notify"),
    });
}

/// Requires that each of `ends` that the event starts has succeeded: a run that is cancelled before such a job starts has no
/// cancelled job.
fn reached(jobs: &[Job], ends: &[JobId]) -> When {
    let ends = jobs.iter().filter(|job| ends.contains(&job.id));
    let reached = ends.map(|job| {
        let succeeded = When::Succeeded(job.id.clone());
        match &job.when {
            Some(when) => When::Any(vec![succeeded, When::opposite(when.clone())]),
            None => succeeded,
        }
    });
    When::all(reached.collect())
}
