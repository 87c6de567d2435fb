//! Plans the last job, which reports the result of the run.

use super::{
    CancelPolicy, ConcurrencyGroup, ConcurrencyKey, Job, JobContents, JobKind, WorkflowInputs,
};
use crate::{
    lang::id::JobId,
    place,
    place::{Place, Placed},
    plan::{notify::Notify, when::When},
    spec::notify::RunStatus,
};

/// Adds a job that waits for all others and reports their result.
///
/// A success is reported only if at least one of `final_jobs` succeeded. A run that is not `trusted` cannot read the
/// webhook's secret. The cancellation of a `superseded` run is not reported, because a newer run replaces it.
pub(super) fn add_notify_job(
    inputs: &WorkflowInputs,
    jobs: &mut Vec<Job>,
    final_jobs: &[JobId],
    trusted: Option<&When>,
    superseded: Option<When>,
) {
    let Some(notify) = inputs.notify else { return };
    let reached = reached_condition(jobs, final_jobs);
    let succeeded = When::any(final_jobs.iter().cloned().map(When::Succeeded).collect());
    let success = When::All(vec![
        When::negate(When::Failed),
        When::negate(When::Cancelled),
        When::negate(When::JobCancelled),
        succeeded,
    ]);
    let mut reported = Vec::new();
    if notify.reports(RunStatus::Failure) {
        let cancelled = vec![When::Cancelled, When::JobCancelled];
        reported.push(When::Failed);
        match superseded {
            None => reported.extend(cancelled),
            Some(superseded) => reported.push(When::All(vec![
                When::negate(superseded),
                When::Any(cancelled),
            ])),
        }
    }
    if notify.reports(RunStatus::Success) {
        reported.push(success);
    }
    let needs = jobs
        .iter()
        .map(|job| Placed::new(job.id.clone(), Place::root()));
    jobs.push(Job {
        id: JobId::parse("notify").expect("the id is valid"),
        name: "Notify".to_owned(),
        needs: needs.collect(),
        when: Some(When::all(
            std::iter::once(When::any(reported))
                .chain(trusted.cloned())
                .collect(),
        )),
        group: Some(ConcurrencyGroup {
            key: ConcurrencyKey::Run,
            cancel_policy: CancelPolicy::Never,
        }),
        matrix_branches: Vec::new(),
        kind: JobKind::Notify(Box::new(Notify {
            reached,
            ..notify.clone()
        })),
        contents: JobContents::default(),
        place: place!("notify"),
    });
}

/// Requires that each of `final_jobs` that the event starts has succeeded. Without this check, a run that is cancelled
/// before such a job starts would look successful, because it contains no cancelled job.
fn reached_condition(jobs: &[Job], final_jobs: &[JobId]) -> When {
    let final_jobs = jobs.iter().filter(|job| final_jobs.contains(&job.id));
    let reached = final_jobs.map(|job| {
        let succeeded = When::Succeeded(job.id.clone());
        match &job.when {
            Some(when) => When::Any(vec![succeeded, When::negate(when.clone())]),
            None => succeeded,
        }
    });
    When::all(reached.collect())
}
