//! The step that computes the tags, once for all that use them.

use serde::Serialize;

use crate::{
    lang::{
        Text, expr,
        shell::{self, Shell},
        template::fill,
    },
    plan::{
        contents::{Pair, Scalar, Step, StepAction, run::Run, values},
        pieces::Hole,
        scripts,
        workflows::Work,
    },
};

#[derive(Serialize)]
struct Tags {
    branch_name: Text<Shell>,
    checked_out: bool,
    timestamp: bool,
    unique: Option<Unique>,
}

#[derive(Serialize)]
struct Unique {
    review: Text<Shell>,
    release: Option<Text<Shell>>,
}

/// The step that computes the tags: those of a pull request or a push, of a pull request alone, or the moving ones.
pub(in crate::plan::contents) fn step(run: &Run) -> Step {
    let tags = &run.plan.tags;
    let of_matrix = !run.job.branches.is_empty();
    let one_tag = tags.review.pieces == tags.release.pieces;
    let of_pull_request = matches!(run.job.work, Work::Destroy(_));
    let used = [
        (!of_matrix).then_some(&tags.review),
        (!of_matrix && !of_pull_request && !one_tag).then_some(&tags.release),
    ];
    let has = |hole| used.iter().flatten().any(|tag| tag.has(hole));
    let [review, release] = used;
    let view = Tags {
        branch_name: shell::indented(&scripts::branch_name(&tags.branches)),
        checked_out: !of_pull_request,
        timestamp: has(Hole::Timestamp),
        unique: review.map(|review| Unique {
            review: scripts::tag(review),
            release: release.map(scripts::tag),
        }),
    };
    let script = fill::<Shell>(crate::template!("tags.sh.j2"), &view);
    let mut step = Step::run(
        StepAction::ComputeTags,
        "Compute the tags",
        script,
        "The tags are computed once, and every later step takes them from here, so that all name the same image.",
    )
    .id("tags");
    let branch = if of_matrix {
        values::branch_of_matrix()
    } else if of_pull_request {
        expr::path("github.head_ref")
    } else {
        expr::or(&[expr::path("github.head_ref"), expr::path("github.ref_name")])
    };
    step.env = vec![Pair::new("REF_NAME", Scalar::expression(&branch))];
    if of_pull_request {
        let commit = expr::path("github.event.pull_request.head.sha");
        step.env
            .push(Pair::new("COMMIT", Scalar::expression(&commit)));
    }
    if release.is_some() {
        let event = expr::path("github.event_name");
        step.env
            .push(Pair::new("EVENT", Scalar::expression(&event)));
    }
    if review.is_some_and(|review| review.has(Hole::PullRequest)) {
        step.env
            .push(Pair::new("NUMBER", Scalar::expression(&run.pull_request())));
    }
    step
}
