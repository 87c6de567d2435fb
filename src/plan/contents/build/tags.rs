//! The step that computes the tags for all later steps.

use serde::Serialize;

use crate::{
    lang::{
        Text, expr,
        shell::{self, Shell},
        template::fill,
    },
    plan::{
        contents::{Pair, Scalar, Step, StepAction, job_context::JobContext, values},
        scripts,
        segments::PipelineValue,
        workflows::JobKind,
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

/// Computes the branch's tag name, the commit and, unless only caches are built, the unique tag. In a job that deletes
/// a review app, the unique tag is always that of the pull request.
pub(in crate::plan::contents) fn step(context: &JobContext) -> Step {
    let tags = &context.plan.tags;
    let is_matrix = !context.job.matrix_branches.is_empty();
    let has_one_tag = tags.review.segments == tags.release.segments;
    let is_deletion = matches!(context.job.kind, JobKind::Destroy(_));
    let used = [
        (!is_matrix).then_some(&tags.review),
        (!is_matrix && !is_deletion && !has_one_tag).then_some(&tags.release),
    ];
    let contains = |value| used.iter().flatten().any(|tag| tag.contains(value));
    let [review, release] = used;
    let view = Tags {
        branch_name: shell::indent(&scripts::branch_name_script(&tags.branches)),
        checked_out: !is_deletion,
        timestamp: contains(PipelineValue::Timestamp),
        unique: review.map(|review| Unique {
            review: scripts::tag_word(review),
            release: release.map(scripts::tag_word),
        }),
    };
    let script = fill::<Shell>(crate::template!("tags.sh.j2"), &view);
    let mut step = Step::run(
        StepAction::ComputeTags,
        "Compute the tags",
        script,
        "The tags are computed once, so that every later step uses the same image.",
    )
    .with_id("tags");
    let branch = if is_matrix {
        values::matrix_branch()
    } else if is_deletion {
        expr::context("github.head_ref")
    } else {
        expr::or(&[
            expr::context("github.head_ref"),
            expr::context("github.ref_name"),
        ])
    };
    step.env = vec![Pair::new("REF_NAME", Scalar::expression(&branch))];
    if is_deletion {
        let commit = expr::context("github.event.pull_request.head.sha");
        step.env
            .push(Pair::new("COMMIT", Scalar::expression(&commit)));
    }
    if release.is_some() {
        let event = expr::context("github.event_name");
        step.env
            .push(Pair::new("EVENT", Scalar::expression(&event)));
    }
    if review.is_some_and(|review| review.contains(PipelineValue::PullRequest)) {
        step.env.push(Pair::new(
            "NUMBER",
            Scalar::expression(&context.pull_request_number()),
        ));
    }
    step
}
