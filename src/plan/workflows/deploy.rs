//! The jobs that change an environment: one deploys, one takes down what the other deployed.

use super::{Cancels, Contents, Group, Job, Of, Work, build_id};
use crate::{
    lang::{id::JobId, make::Target},
    place::{Place, Placed},
    plan::{environments::Environment, when::When},
};

/// The id of the job that deploys to the environment `name`.
pub(super) fn id(name: &Target) -> JobId {
    named("deploy", name)
}

/// The job that deploys to `environment` when `when` holds, after the jobs `after`.
pub(super) fn job(environment: &Environment, when: When, after: Vec<Placed<JobId>>) -> Job {
    let image = Placed::new(build_id(), Place::root());
    Job {
        id: id(&environment.name),
        name: format!("Deploy to {}", environment.name.as_str()),
        needs: std::iter::once(image).chain(after).collect(),
        when: Some(when),
        group: Some(group(environment)),
        branches: Vec::new(),
        work: Work::Deploy(Box::new(environment.clone())),
        contents: Contents::default(),
        at: environment.at.clone(),
    }
}

/// The job that takes down an app of `environment` when `when` holds, after the job `after`.
pub(super) fn destroy(environment: &Environment, when: When, after: &JobId) -> Job {
    Job {
        id: named("delete", &environment.name),
        name: format!("Delete {}", environment.name.as_str()),
        needs: vec![Placed::new(after.clone(), Place::root())],
        when: Some(when),
        group: Some(group(environment)),
        branches: Vec::new(),
        work: Work::Destroy(Box::new(environment.clone())),
        contents: Contents::default(),
        at: environment.at.clone(),
    }
}

/// The jobs among `jobs` whose success is worth telling: the deployments, or the build where nothing is deployed.
pub(super) fn ends(jobs: &[Job]) -> Vec<JobId> {
    let deployments = jobs
        .iter()
        .filter(|job| matches!(job.work, Work::Deploy(_)));
    let ids: Vec<JobId> = deployments.map(|job| job.id.clone()).collect();
    if ids.is_empty() {
        vec![build_id()]
    } else {
        ids
    }
}

/// All that changes an app is one group, and none of it is stopped half-way.
fn group(environment: &Environment) -> Group {
    Group {
        of: Of::App(environment.app.clone()),
        cancels: Cancels::Never,
    }
}

fn named(verb: &str, name: &Target) -> JobId {
    let id = format!("{verb}_{}", name.as_str().replace('-', "_"));
    JobId::parse(&id).expect("invalid-environment-name refused it")
}
