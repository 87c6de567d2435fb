//! Plans the jobs that deploy to an environment and delete an app.

use super::{
    CancelPolicy, ConcurrencyGroup, ConcurrencyKey, Job, JobContents, JobKind, build_job_id,
};
use crate::{
    lang::{id::JobId, make::Target},
    place::{Place, Placed},
    plan::{environments::Environment, when::When},
};

/// The id of the job that deploys to the environment `name`.
pub(super) fn deploy_job_id(name: &Target) -> JobId {
    job_id("deploy", name)
}

/// Plans the job that deploys to `environment` if `when` is true, after the jobs `after`.
pub(super) fn deploy_job(environment: &Environment, when: When, after: Vec<Placed<JobId>>) -> Job {
    let image = Placed::new(build_job_id(), Place::root());
    Job {
        id: deploy_job_id(&environment.name),
        name: format!("Deploy to {}", environment.name.as_str()),
        needs: std::iter::once(image).chain(after).collect(),
        when: Some(when),
        group: Some(app_group(environment)),
        matrix_branches: Vec::new(),
        kind: JobKind::Deploy(Box::new(environment.clone())),
        contents: JobContents::default(),
        place: environment.place.clone(),
    }
}

/// Plans the job that deletes an app of `environment` if `when` is true, after the job `after`.
pub(super) fn destroy_job(environment: &Environment, when: When, after: &JobId) -> Job {
    Job {
        id: job_id("delete", &environment.name),
        name: format!("Delete {}", environment.name.as_str()),
        needs: vec![Placed::new(after.clone(), Place::root())],
        when: Some(when),
        group: Some(app_group(environment)),
        matrix_branches: Vec::new(),
        kind: JobKind::Destroy(Box::new(environment.clone())),
        contents: JobContents::default(),
        place: environment.place.clone(),
    }
}

/// The jobs whose success is reported: the deployments, or the build if there are none.
pub(super) fn final_jobs(jobs: &[Job]) -> Vec<JobId> {
    let deployments = jobs
        .iter()
        .filter(|job| matches!(job.kind, JobKind::Deploy(_)));
    let ids: Vec<JobId> = deployments.map(|job| job.id.clone()).collect();
    if ids.is_empty() {
        vec![build_job_id()]
    } else {
        ids
    }
}

/// The group of all jobs that change the app; none of them is cancelled while it runs.
fn app_group(environment: &Environment) -> ConcurrencyGroup {
    ConcurrencyGroup {
        key: ConcurrencyKey::App(environment.app.clone()),
        cancel_policy: CancelPolicy::Never,
    }
}

fn job_id(verb: &str, name: &Target) -> JobId {
    let id = format!("{verb}_{}", name.as_str().replace('-', "_"));
    JobId::parse(&id).expect("invalid-environment-name rejected it")
}
