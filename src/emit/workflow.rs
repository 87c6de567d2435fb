//! Emits the workflows, all from one template.

mod condition;
mod job;
mod trigger;

use serde::Serialize;

use self::{job::Job, trigger::On};
use super::body::OutputBody;
use crate::{
    lang::{
        Text,
        template::fill,
        yaml::{self, Yaml},
    },
    plan::Plan,
};

/// The variables of the template.
#[derive(Serialize)]
struct View {
    name: Text<Yaml>,
    on: On,
    jobs: Vec<Job>,
}

/// Emits the workflow that builds and deploys.
pub(super) fn build_and_deploy(plan: &Plan) -> Option<OutputBody> {
    emit(plan, "workflow")
}

/// Emits the workflow that deletes review apps.
pub(super) fn review_cleanup(plan: &Plan) -> Option<OutputBody> {
    emit(plan, "review_cleanup")
}

/// Emits the workflow that rebuilds the caches.
pub(super) fn cache_rebuild(plan: &Plan) -> Option<OutputBody> {
    emit(plan, "cache_rebuild")
}

/// Emits the workflow for manual deployments.
pub(super) fn manual_deploy(plan: &Plan) -> Option<OutputBody> {
    emit(plan, "manual_deploy")
}

fn emit(plan: &Plan, output: &str) -> Option<OutputBody> {
    let workflow = plan
        .workflows
        .iter()
        .find(|workflow| workflow.output == output)?;
    let view = View {
        name: yaml::string(&workflow.name.value).with_place(&workflow.name.place),
        on: trigger::render_triggers(&workflow.triggers),
        jobs: workflow
            .jobs
            .iter()
            .map(|job| Job::new(&plan.workflow, job))
            .collect(),
    };
    let text = fill::<Yaml>(crate::template!("workflow.yml.j2"), &view);
    Some(OutputBody::new(&workflow.path, &text))
}
