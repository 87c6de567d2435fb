//! The job that builds, scans and pushes the image.

mod image;
mod push;
mod scan;
mod tags;

pub(super) use tags::step as compute_tags;

use super::{JobContents, Pair, Scalar, Step, StepAction, hook, job_context::JobContext, values};
use crate::{
    lang::{
        expr::{self, Segment},
        shell,
    },
    plan::{hooks::HookPoint, tags::Tag, workflows::BuildPurpose},
    spec::hooks::Access,
};

/// Plans the job, for a release or to rebuild the caches.
pub(super) fn contents(context: &JobContext, purpose: BuildPurpose) -> JobContents {
    let plan = context.plan;
    let mut steps = vec![context.checkout_step()];
    steps.extend(hook::build_steps(context, HookPoint::BuildStart));
    steps.push(context.action_step(
        StepAction::SetUpBuildx,
        "Set up Buildx",
        "docker/setup-buildx-action",
        "Docker's default builder does not support every kind of cache; a Buildx builder does.",
    ));
    steps.extend(
        plan.registries
            .iter()
            .map(|registry| context.login_step(registry, Access::Write)),
    );
    steps.push(tags::step(context));
    steps.extend(hook::build_steps(context, HookPoint::BuildBeforeImage));
    let cached = plan.builds.cached.iter();
    steps.extend(cached.map(|build| image::stage_step(context, purpose, build)));
    steps.push(image::runtime_step(context, purpose));
    steps.extend(plan.scan.iter().flat_map(|scan| scan::steps(context, scan)));
    steps.extend(hook::build_steps(context, HookPoint::BuildBeforePush));
    steps.push(push::step(context, purpose));
    steps.extend(hook::build_steps(context, HookPoint::BuildEnd));
    let mut contents = JobContents {
        steps,
        ..JobContents::default()
    };
    if purpose == BuildPurpose::Release {
        contents.outputs = image_outputs("push");
        if context.job.when.is_some() {
            contents.comments = vec!["Adding a label starts a build only if the label deploys"];
        }
    }
    contents
}

/// The outputs of a job that describe the image, from the step `step`.
pub(super) fn image_outputs(step: &'static str) -> Vec<Pair> {
    let output =
        |name: &'static str| Pair::new(name, Scalar::expression(&expr::step_output(step, name)));
    vec![output("image"), output("tag"), output("digest")]
}

/// The step of the job that stops a build: the job's concurrency group has already cancelled the build.
pub(super) fn stop_step() -> Step {
    let script =
        shell::literal("echo \"Cancelled the build of this pull request, if one was running.\"");
    Step::run(
        StepAction::Unlisted,
        "Stop the build",
        script,
        "A job needs a step; this one logs what the job does.",
    )
    .with_comment(
        "This job is in the build's concurrency group, so it cancels a running build, which would deploy the app again.",
    )
}

/// The tag to scan and push: the unique one, or the moving one if only caches are built.
fn pushed_tag(context: &JobContext) -> Vec<Segment> {
    if context.can_be_untrusted() {
        vec![Segment::Expr(values::unique_tag())]
    } else {
        values::cache_tag(moving_tag(context))
    }
}

/// The moving tag of the runtime stage.
fn moving_tag<'a>(context: &JobContext<'a>) -> &'a Tag {
    &context.plan.tags.moving
}

/// The image in the primary registry.
fn image_pair(context: &JobContext) -> Pair {
    let registry = &context.plan.registries[0].repository;
    let image = values::image_name("", &registry.value, pushed_tag(context), "");
    Pair::new("IMAGE", Scalar::parts(&image).with_place(&registry.place))
}
