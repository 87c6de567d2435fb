//! The step that pushes what was scanned.

use serde::Serialize;

use super::{if_trusted, unique_image};
use crate::{
    emit::workflow::{
        job::{Pair, Step},
        values,
    },
    lang::{
        Text, expr,
        shell::{self, Shell},
        template::fill,
        yaml,
    },
    plan::{Plan, registries::Registry},
};

#[derive(Serialize)]
struct Push {
    scanned: bool,
    repositories: Vec<Text<Shell>>,
}

/// The step that pushes, to every registry.
pub(super) fn step(plan: &Plan) -> Step {
    let repository = |registry: &Registry| {
        shell::repository(&registry.repository.value).at(&registry.repository.at)
    };
    let view = Push {
        scanned: plan.scan.is_some(),
        repositories: plan.registries.iter().map(repository).collect(),
    };
    let script = fill::<Shell>(include_str!("../../../../templates/push.sh.j2"), &view);
    let mut step = Step::run("Push", yaml::block(10, &script)).id("push");
    step.env = vec![
        unique_image(plan),
        Pair::new(
            "MOVING_TAG",
            yaml::value(&values::tag(&plan.tags.moving)).at(&plan.tags.moving.at),
        ),
        Pair::new("TAG", yaml::expr(&values::unique())),
    ];
    if plan.scan.is_some() {
        step.env.push(Pair::new(
            "SCANNED",
            yaml::expr(&expr::path("steps.scan.outputs.image")),
        ));
    }
    if_trusted(step)
}
