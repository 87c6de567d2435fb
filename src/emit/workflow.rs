//! The workflow that builds and deploys.

mod build;
mod condition;
mod deploy;
mod job;
mod values;

use serde::Serialize;

use self::{
    condition::terms,
    job::{Job, Pair},
};
use super::body::Body;
use crate::{
    lang::{
        Text,
        expr::{self, Expr},
        template::fill,
        yaml::{self, Yaml},
    },
    plan::{Plan, when::When},
};

/// All that the template shows.
#[derive(Serialize)]
struct View {
    name: Text<Yaml>,
    branches: Vec<Text<Yaml>>,
    types: Vec<Text<Yaml>>,
    ignore_paths: Vec<Text<Yaml>>,
    jobs: Vec<Job>,
}

/// Writes the workflow.
pub(super) fn emit(plan: &Plan) -> Option<Body> {
    let path = plan.outputs.workflow.as_ref()?;
    let workflow = &plan.workflow;
    let types: &[&'static str] = if workflow.labels.is_empty() {
        &[]
    } else {
        &["opened", "reopened", "synchronize", "labeled"]
    };
    let deploys = plan.deploy.iter().flat_map(|deploy| {
        plan.environments
            .iter()
            .map(|environment| deploy::job(plan, deploy, environment))
    });
    let view = View {
        name: yaml::string(&workflow.name.value).at(&workflow.name.at),
        branches: workflow
            .branches
            .iter()
            .map(|branch| yaml::filter(&branch.value).at(&branch.at))
            .collect(),
        types: types.iter().map(|name| yaml::key(name)).collect(),
        ignore_paths: workflow
            .ignore_paths
            .iter()
            .map(|path| yaml::string(&path.value).at(&path.at))
            .collect(),
        jobs: std::iter::once(build::job(plan)).chain(deploys).collect(),
    };
    let text = fill::<Yaml>(include_str!("../../templates/workflow.yml.j2"), &view);
    Some(Body::new(path, &text))
}

/// `when`, as the `if` of a job.
fn job_condition(when: &When) -> Text<Yaml> {
    yaml::condition(6, &terms(when))
}

/// The commit that is built and deployed: of a pull request its head, not the merge that GitHub makes of it.
fn commit() -> Text<Expr> {
    expr::or(&[
        expr::path("github.event.pull_request.head.sha"),
        expr::path("github.sha"),
    ])
}

/// The step that every job begins with.
fn checkout() -> job::Step {
    let mut step = job::Step::uses("Check out", "actions/checkout");
    step.with = vec![
        Pair::new("ref", yaml::expr(&commit())),
        Pair::new("persist-credentials", yaml::boolean(false)),
    ];
    step
}
