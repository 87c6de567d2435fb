//! The step that pushes the scanned image.

use serde::Serialize;

use super::{image_pair, moving_tag};
use crate::{
    lang::{Text, expr, shell::Shell, template::fill},
    plan::{
        contents::{Pair, Scalar, Step, StepAction, job_context::JobContext, values},
        registries::Registry,
        workflows::BuildPurpose,
    },
};

#[derive(Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each controls lines of the template"
)]
struct Push {
    release: bool,
    /// Whether the script reads the image's ID.
    inspected: bool,
    scanned: bool,
    /// Whether a repository on Docker Hub is named without its host.
    short: bool,
    repositories: Vec<Text<Shell>>,
    /// All repositories except the primary one.
    others: Vec<Text<Shell>>,
}

/// Pushes the image to every registry.
pub(super) fn step(context: &JobContext, purpose: BuildPurpose) -> Step {
    let plan = context.plan;
    let repository = |registry: &Registry| {
        registry
            .repository
            .value
            .in_script()
            .with_place(&registry.repository.place)
    };
    let release = purpose == BuildPurpose::Release;
    let view = Push {
        release,
        inspected: plan.scan.is_some() || release,
        scanned: plan.scan.is_some(),
        short: plan.registries.iter().any(|registry| {
            let repository = &registry.repository.value;
            repository.as_str() != repository.canonical()
        }),
        repositories: plan.registries.iter().map(repository).collect(),
        others: plan.registries.iter().skip(1).map(repository).collect(),
    };
    let script = fill::<Shell>(crate::template!("push.sh.j2"), &view);
    let mut step = Step::run(
        StepAction::Push,
        "Push",
        script,
        "The image leaves the runner only here, so that an image that an earlier step rejected is never pushed.",
    )
    .with_id("push");
    let moving_tag = Scalar::parts(&values::cache_tag(moving_tag(context)))
        .with_place(&moving_tag(context).place);
    step.env = vec![image_pair(context), Pair::new("MOVING_TAG", moving_tag)];
    if release {
        step.env
            .push(Pair::new("TAG", Scalar::expression(&values::unique_tag())));
    }
    if plan.scan.is_some() {
        let scanned = expr::step_output("scan", "image");
        step.env
            .push(Pair::new("SCANNED", Scalar::expression(&scanned)));
    }
    if !release {
        step = step.with_comment("Pushes only moving tags; deployed images are not changed");
    }
    context.if_trusted(step)
}
