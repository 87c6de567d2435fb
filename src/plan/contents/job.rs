//! The keys of a job other than its steps.

use super::{Concurrency, Scalar, condition, job_context::JobContext, values};
use crate::{
    lang::expr::{self, Segment},
    place::Place,
    plan::{
        when::When,
        workflows::{CancelPolicy, ConcurrencyGroup, ConcurrencyKey, JobKind},
    },
    spec::environments::On,
};

/// The key of the spec that sets the job's trigger, if any.
pub(super) fn trigger_place(context: &JobContext) -> Option<Place> {
    let on = &context.job.kind.environment()?.on;
    // The manual workflow has a job for every environment, but `on` sets the trigger of that job only if it is
    // `manual`.
    (context.is_manual() == (on.value == On::Manual)).then(|| on.place.clone())
}

/// The keys of the spec that set the job's condition.
pub(super) fn condition_places(context: &JobContext) -> Vec<Place> {
    if let JobKind::Notify(notify) = &context.job.kind {
        return notify.on.iter().map(|on| on.place.clone()).collect();
    }
    let environment = context.job.kind.environment();
    let Some(environment) = environment.filter(|_| !context.is_manual()) else {
        return Vec::new();
    };
    let mut places = vec![environment.on.place.clone()];
    if environment.on.value == On::PullRequest {
        places.push(environment.bots.place.clone());
    }
    places
}

/// The concurrency group of the job.
pub(super) fn concurrency(context: &JobContext, group: &ConcurrencyGroup) -> Concurrency {
    let job_prefix = || Segment::literal(format!("{}-", context.job.id.as_str()));
    let name = match &group.key {
        ConcurrencyKey::Build => Scalar::parts(&[
            Segment::literal("build-"),
            Segment::Expr(context.built_ref()),
        ]),
        ConcurrencyKey::Job => Scalar::parts(&[job_prefix(), Segment::Expr(context.built_ref())]),
        ConcurrencyKey::Run => {
            Scalar::parts(&[job_prefix(), Segment::Expr(expr::context("github.run_id"))])
        }
        ConcurrencyKey::Branch => Scalar::parts(&[
            Segment::literal("rebuild-"),
            Segment::Expr(values::matrix_branch()),
        ]),
        ConcurrencyKey::App(app) => {
            let mut parts = vec![Segment::literal("deploy-")];
            parts.extend(values::fill_pull_request(
                app,
                &context.pull_request_number(),
            ));
            Scalar::parts(&parts).with_place(&app.place)
        }
    };
    let cancel_in_progress = match group.cancel_policy {
        CancelPolicy::Never => Scalar::flag(false),
        CancelPolicy::PullRequests => Scalar::expression(&condition::print(&When::PullRequest)),
        CancelPolicy::Always => Scalar::flag(true),
    };
    Concurrency {
        group: name,
        cancel_in_progress,
    }
}
