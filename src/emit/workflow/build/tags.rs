//! The step that computes the tags, once for all that use them.

use serde::Serialize;

use crate::{
    emit::{
        scripts,
        workflow::{
            job::{Pair, Step},
            values,
        },
    },
    lang::{
        Text, expr,
        shell::{self, Shell},
        template::fill,
        yaml,
    },
    plan::{Plan, tags::Part as TagPart},
};

#[derive(Serialize)]
struct Tags {
    branch_name: Text<Shell>,
    timestamp: bool,
    review: Text<Shell>,
    release: Text<Shell>,
}

/// The step that computes the tags.
pub(super) fn step(plan: &Plan) -> Step {
    let tags = &plan.tags;
    let view = Tags {
        branch_name: shell::indented(&scripts::branch_name(tags)),
        timestamp: [&tags.review, &tags.release]
            .iter()
            .any(|tag| tag.has(&TagPart::Timestamp)),
        review: scripts::tag(&tags.review),
        release: scripts::tag(&tags.release),
    };
    let script = fill::<Shell>(include_str!("../../../../templates/tags.sh.j2"), &view);
    let mut step = Step::run("Compute the tags", yaml::block(10, &script)).id("tags");
    let branch = expr::or(&[expr::path("github.head_ref"), expr::path("github.ref_name")]);
    step.env = vec![
        Pair::new("REF_NAME", yaml::expr(&branch)),
        Pair::new("EVENT", yaml::expr(&expr::path("github.event_name"))),
    ];
    if tags.review.has(&TagPart::PullRequest) {
        step.env
            .push(Pair::new("NUMBER", yaml::expr(&values::pull_request())));
    }
    step
}
