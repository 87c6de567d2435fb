//! The workflows: one template for all of them.

mod condition;
mod job;
mod trigger;

use serde::Serialize;

use self::{job::Job, trigger::On};
use super::body::Body;
use crate::{
    lang::{
        Text,
        template::fill,
        yaml::{self, Yaml},
    },
    plan::Plan,
};

/// All that the template shows.
#[derive(Serialize)]
struct View {
    name: Text<Yaml>,
    on: On,
    jobs: Vec<Job>,
}

/// Writes the workflow that builds and deploys.
pub(super) fn build_and_deploy(plan: &Plan) -> Option<Body> {
    emit(plan, "workflow")
}

/// Writes the workflow that takes review apps down.
pub(super) fn review_cleanup(plan: &Plan) -> Option<Body> {
    emit(plan, "review_cleanup")
}

/// Writes the workflow that rebuilds the caches.
pub(super) fn cache_rebuild(plan: &Plan) -> Option<Body> {
    emit(plan, "cache_rebuild")
}

/// Writes the workflow that deploys by hand.
pub(super) fn manual_deploy(plan: &Plan) -> Option<Body> {
    emit(plan, "manual_deploy")
}

fn emit(plan: &Plan, output: &str) -> Option<Body> {
    let workflow = plan
        .workflows
        .iter()
        .find(|workflow| workflow.output == output)?;
    let view = View {
        name: yaml::string(&workflow.name.value).at(&workflow.name.at),
        on: trigger::on(&workflow.triggers),
        jobs: workflow
            .jobs
            .iter()
            .map(|job| Job::new(&plan.workflow, job))
            .collect(),
    };
    let text = fill::<Yaml>(crate::template!("workflow.yml.j2"), &view);
    Some(Body::new(&workflow.path, &text))
}
