//! The step that pushes what was scanned.

use serde::Serialize;

use super::{image_of, moving};
use crate::{
    lang::{Text, expr, shell::Shell, template::fill},
    plan::{
        contents::{Pair, Scalar, Step, StepAction, run::Run, values},
        registries::Registry,
        workflows::Purpose,
    },
};

#[derive(Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each chooses lines of the template"
)]
struct Push {
    release: bool,
    /// Whether the script reads the image's ID.
    inspected: bool,
    scanned: bool,
    /// Whether a repository of Docker Hub is named without its host.
    short: bool,
    repositories: Vec<Text<Shell>>,
    /// All repositories but the primary one.
    others: Vec<Text<Shell>>,
}

/// The step that pushes, to every registry.
pub(super) fn step(run: &Run, purpose: Purpose) -> Step {
    let plan = run.plan;
    let repository = |registry: &Registry| {
        registry
            .repository
            .value
            .in_script()
            .at(&registry.repository.at)
    };
    let release = purpose == Purpose::Release;
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
        "The image leaves the runner only here, for every registry, so that nothing is pushed that a step before refused.",
    )
    .id("push");
    let moving_tag = Scalar::parts(&values::tag(moving(run))).at(&moving(run).at);
    step.env = vec![image_of(run), Pair::new("MOVING_TAG", moving_tag)];
    if release {
        step.env
            .push(Pair::new("TAG", Scalar::expression(&values::unique())));
    }
    if plan.scan.is_some() {
        let scanned = expr::step_output("scan", "image");
        step.env
            .push(Pair::new("SCANNED", Scalar::expression(&scanned)));
    }
    if !release {
        step = step.comment("The moving tags only: what is deployed stays as it is.");
    }
    run.if_trusted(step)
}
