//! What a job is beside its steps.

use super::{Concurrency, Scalar, condition, run::Run, values};
use crate::{
    lang::expr::{self, Part},
    place::Place,
    plan::{
        when::When,
        workflows::{Cancels, Group, Of, Work},
    },
    spec::environments::On,
};

/// The keys that ask for the job, beside its own.
pub(super) fn asked_at(run: &Run) -> Option<Place> {
    let on = &run.job.work.environment()?.on;
    // By hand everything is deployed; what is deployed by hand alone has its only job there.
    (run.is_by_hand() == (on.value == On::Manual)).then(|| on.at.clone())
}

/// The keys that choose the terms of the job's condition.
pub(super) fn condition_at(run: &Run) -> Vec<Place> {
    if let Work::Notify(notify) = &run.job.work {
        return notify.on.iter().map(|on| on.at.clone()).collect();
    }
    let environment = run.job.work.environment();
    let Some(environment) = environment.filter(|_| !run.is_by_hand()) else {
        return Vec::new();
    };
    let mut places = vec![environment.on.at.clone()];
    if environment.on.value == On::PullRequest {
        places.push(environment.bots.at.clone());
    }
    places
}

/// The concurrency group of the job.
pub(super) fn concurrency(run: &Run, group: &Group) -> Concurrency {
    let of_job = || Part::literal(format!("{}-", run.job.id.as_str()));
    let name = match &group.of {
        Of::Build => Scalar::parts(&[Part::literal("build-"), Part::Expr(run.built())]),
        Of::Job => Scalar::parts(&[of_job(), Part::Expr(run.built())]),
        Of::Run => Scalar::parts(&[of_job(), Part::Expr(expr::path("github.run_id"))]),
        Of::Branch => Scalar::parts(&[
            Part::literal("rebuild-"),
            Part::Expr(values::branch_of_matrix()),
        ]),
        Of::App(app) => {
            let mut parts = vec![Part::literal("deploy-")];
            parts.extend(values::pieces(app, &run.pull_request()));
            Scalar::parts(&parts).at(&app.at)
        }
    };
    let cancels = match group.cancels {
        Cancels::Never => Scalar::flag(false),
        Cancels::PullRequests => Scalar::expression(&condition::print(&When::PullRequest)),
        Cancels::Always => Scalar::flag(true),
    };
    Concurrency {
        group: name,
        cancels,
    }
}
