//! Plans the workflow that builds and deploys.

use super::{
    BuildPurpose, CancelPolicy, ConcurrencyGroup, ConcurrencyKey, Job, JobContents, JobKind,
    Trigger, Workflow, WorkflowInputs, build_job_id, deploy, hook, notify,
};
use crate::{
    lang::id::JobId,
    place::{Place, Placed},
    plan::{when::When, workflow_settings::DriftCheck},
    spec::environments::On,
};

pub(super) fn plan_workflow(inputs: &WorkflowInputs) -> Option<Workflow> {
    let path = inputs.outputs.workflow.clone()?;
    let settings = inputs.settings;
    let mut jobs: Vec<Job> = inputs
        .settings
        .check_drift
        .as_ref()
        .map(|check| check_drift_job(inputs, check))
        .into_iter()
        .collect();
    jobs.push(build_job(inputs));
    let deployed = inputs
        .environments
        .iter()
        .filter(|environment| inputs.deploys && environment.on.value != On::Manual);
    jobs.extend(deployed.map(|environment| {
        let after = environment
            .after
            .iter()
            .map(|name| Placed::new(deploy::deploy_job_id(&name.value), name.place.clone()));
        let when = environment.when.clone();
        deploy::deploy_job(environment, when, after.collect())
    }));
    hook::add_hook_jobs(inputs, &mut jobs, |_| true);
    let final_jobs = deploy::final_jobs(&jobs);
    notify::add_notify_job(
        inputs,
        &mut jobs,
        &final_jobs,
        Some(&settings.trusted),
        Some(When::PullRequest),
    );
    let types = if settings.labels.is_empty() {
        Vec::new()
    } else {
        vec!["opened", "reopened", "synchronize", "labeled"]
    };
    Some(Workflow {
        output: "workflow",
        path,
        name: settings.name.clone(),
        triggers: vec![
            Trigger::Push {
                branches: settings.branches.clone(),
                ignore_paths: settings.ignore_paths.clone(),
            },
            Trigger::PullRequest {
                types,
                ignore_paths: settings.ignore_paths.clone(),
            },
        ],
        jobs,
    })
}

/// The job before the build, which fails if generated files are stale or were edited by hand.
fn check_drift_job(inputs: &WorkflowInputs, check: &DriftCheck) -> Job {
    Job {
        id: JobId::parse("check_drift").expect("the id is valid"),
        name: "Check that generated files match the spec".to_owned(),
        needs: Vec::new(),
        when: build_condition(inputs),
        group: Some(ConcurrencyGroup {
            key: ConcurrencyKey::Job,
            cancel_policy: CancelPolicy::PullRequests,
        }),
        matrix_branches: Vec::new(),
        kind: JobKind::CheckDrift(Box::new(check.clone())),
        contents: JobContents::default(),
        place: check.place.clone(),
    }
}

fn build_job(inputs: &WorkflowInputs) -> Job {
    let settings = inputs.settings;
    let checked = settings.check_drift.as_ref().map(|check| {
        let id = JobId::parse("check_drift").expect("the id is valid");
        Placed::new(id, check.place.clone())
    });
    Job {
        id: build_job_id(),
        name: "Build".to_owned(),
        needs: checked.into_iter().collect(),
        when: build_condition(inputs),
        group: Some(ConcurrencyGroup {
            key: ConcurrencyKey::Build,
            cancel_policy: CancelPolicy::PullRequests,
        }),
        matrix_branches: Vec::new(),
        kind: JobKind::Build(BuildPurpose::Release),
        contents: JobContents::default(),
        place: Place::root(),
    }
}

/// The condition of a build: adding a label starts one only if the label deploys. A build for any other label would
/// cancel the running build of the last commit, which is in the same concurrency group.
fn build_condition(inputs: &WorkflowInputs) -> Option<When> {
    let labels = &inputs.settings.labels;
    let added = labels.iter().cloned().map(When::LabelAdded);
    let conditions = std::iter::once(When::negate(When::Labelled)).chain(added);
    (!labels.is_empty()).then(|| When::Any(conditions.collect()))
}
