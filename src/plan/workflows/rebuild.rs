//! Plans the workflow that rebuilds the caches.

use super::{
    BuildPurpose, CancelPolicy, ConcurrencyGroup, ConcurrencyKey, Job, JobContents, JobKind,
    Trigger, Workflow, WorkflowInputs, build_job_id, hook, manual, notify,
};
use crate::{place::Placed, plan::when::When};

pub(super) fn plan_workflow(inputs: &WorkflowInputs) -> Option<Workflow> {
    let path = inputs.outputs.cache_rebuild.clone()?;
    let schedule = inputs.settings.rebuild.clone()?;
    let mut jobs = vec![Job {
        id: build_job_id(),
        name: "Rebuild the caches".to_owned(),
        needs: Vec::new(),
        when: Some(When::Any(vec![
            When::negate(When::StartedManually),
            manual::require_default_branch(inputs),
        ])),
        group: Some(ConcurrencyGroup {
            key: ConcurrencyKey::Branch,
            cancel_policy: CancelPolicy::Never,
        }),
        matrix_branches: inputs.settings.branches.clone(),
        kind: JobKind::Build(BuildPurpose::Caches),
        contents: JobContents::default(),
        place: schedule.place.clone(),
    }];
    hook::add_hook_jobs(inputs, &mut jobs, |job| {
        job.before.iter().any(|id| id.value == build_job_id())
    });
    notify::add_notify_job(inputs, &mut jobs, &[build_job_id()], None, None);
    Some(Workflow {
        output: "cache_rebuild",
        name: Placed::new("Rebuild Docker cache".to_owned(), path.place.clone()),
        path,
        triggers: vec![Trigger::Schedule(schedule), Trigger::Dispatch(Vec::new())],
        jobs,
    })
}
