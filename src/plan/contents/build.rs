//! The job that builds, scans and pushes.

mod image;
mod push;
mod scan;
mod tags;

pub(super) use tags::step as compute_tags;

use super::{Contents, Pair, Scalar, Step, StepAction, hook, run::Run, values};
use crate::{
    lang::{
        expr::{self, Part},
        shell,
    },
    plan::{hooks::Point, tags::Tag, workflows::Purpose},
    spec::hooks::Access,
};

/// The job: of a release, or of the caches from nothing.
pub(super) fn contents(run: &Run, purpose: Purpose) -> Contents {
    let plan = run.plan;
    let mut steps = vec![run.checkout()];
    steps.extend(hook::at(run, Point::BuildStart));
    steps.push(run.uses(
        StepAction::SetUpBuildx,
        "Set up Buildx",
        "docker/setup-buildx-action",
        "Docker's default builder cannot write every kind of cache; one that Buildx sets up can.",
    ));
    steps.extend(
        plan.registries
            .iter()
            .map(|registry| run.log_in(registry, Access::Write)),
    );
    steps.push(tags::step(run));
    steps.extend(hook::at(run, Point::BuildBeforeImage));
    let cached = plan.builds.cached.iter();
    steps.extend(cached.map(|build| image::cached(run, purpose, build)));
    steps.push(image::runtime(run, purpose));
    steps.extend(plan.scan.iter().flat_map(|scan| scan::steps(run, scan)));
    steps.extend(hook::at(run, Point::BuildBeforePush));
    steps.push(push::step(run, purpose));
    steps.extend(hook::at(run, Point::BuildEnd));
    let mut contents = Contents {
        steps,
        ..Contents::default()
    };
    if purpose == Purpose::Release {
        contents.outputs = outputs("push");
        if run.job.when.is_some() {
            contents.comments = vec!["A label builds again only if it is one that deploys."];
        }
    }
    contents
}

/// What a job says of its image, from the step `step`.
pub(super) fn outputs(step: &'static str) -> Vec<Pair> {
    let output =
        |name: &'static str| Pair::new(name, Scalar::expression(&expr::step_output(step, name)));
    vec![output("image"), output("tag"), output("digest")]
}

/// The step of the job that stops a build: its group has done so already.
pub(super) fn stop() -> Step {
    let script =
        shell::literal("echo \"A build of this pull request was stopped if there was one.\"");
    Step::run(
        StepAction::Unlisted,
        "Stop the build",
        script,
        "A job must have a step, and this one says in the log what the job is for.",
    )
    .comment(
        "The job has the build's concurrency group, and stops it by being there: it would bring the app back.",
    )
}

/// The tag that a scan and a push are about: the unique one, or the moving one where only caches are built.
fn pushed(run: &Run) -> Vec<Part> {
    if run.is_open() {
        vec![Part::Expr(values::unique())]
    } else {
        values::tag(moving(run))
    }
}

/// The moving tag of the runtime stage.
fn moving<'a>(run: &Run<'a>) -> &'a Tag {
    &run.plan.tags.moving
}

/// The image in the primary registry.
fn image_of(run: &Run) -> Pair {
    let registry = &run.plan.registries[0].repository;
    let image = values::image("", &registry.value, pushed(run), "");
    Pair::new("IMAGE", Scalar::parts(&image).at(&registry.at))
}
