//! The job that finds the image that a person asked for.

use serde::Serialize;

use super::{Contents, Pair, Scalar, Step, StepAction, run::Run, values};
use crate::{
    lang::{
        Text,
        expr::{self, Part},
        shell::{self, Shell},
        template,
    },
    plan::environments::Environment,
    spec::{environments::On, hooks::Access},
};

#[derive(Serialize)]
struct Script {
    environments: Vec<EnvironmentView>,
    refuses: bool,
    /// The branch that deployments other than review apps run on; none if there are only review apps.
    trunk: Option<Text<Shell>>,
}

#[derive(Serialize)]
struct EnvironmentView {
    name: Text<Shell>,
    allowed: Text<Shell>,
    refused: Option<Text<Shell>>,
    is_review: bool,
}

/// The job, which refuses a tag that the environment does not accept or that names no image.
pub(super) fn contents(run: &Run) -> Contents {
    let registry = &run.plan.registries[0];
    let environments = &run.plan.environments;
    let trunk = &run.plan.workflow.branches[0];
    let from_trunk = environments
        .iter()
        .any(|environment| environment.on.value != On::PullRequest);
    let script = Script {
        environments: environments.iter().map(environment).collect(),
        refuses: environments
            .iter()
            .any(|environment| environment.deployable.refused.is_some()),
        trunk: from_trunk.then(|| shell::word(&trunk.value).at(&trunk.at)),
    };
    let asks_for_number = script
        .environments
        .iter()
        .any(|environment| environment.is_review);
    let script: Text<Shell> = template::fill(crate::template!("find-image.sh.j2"), &script);
    let mut step = Step::run(
        StepAction::Unlisted,
        "Find the image",
        script,
        "The typed tag may be of another kind, or name no image; this is checked before anything changes.",
    )
    .id("image")
        .comment(
            "Each environment accepts the unique tags that the spec allows it, and no moving tag.",
        );
    let input = |name: &'static str| Scalar::expression(&expr::path(name));
    let tag = || expr::path("inputs.tag");
    let image = values::image("", &registry.repository.value, vec![Part::Expr(tag())], "");
    step.env = vec![
        Pair::new("IMAGE", Scalar::parts(&image).at(&registry.repository.at)),
        Pair::new("TAG", Scalar::expression(&tag())),
        Pair::new("ENVIRONMENT", input("inputs.environment")),
    ];
    if from_trunk {
        step.env.push(Pair::new("REF", input("github.ref")));
    }
    if asks_for_number {
        step.env.push(Pair::new("PR", input("inputs.pr")));
    }
    Contents {
        comments: vec![
            "Named as the job that builds: what deploys an image is the same after either.",
        ],
        outputs: super::build::outputs("image"),
        steps: vec![run.log_in(registry, Access::Read), step],
        ..Contents::default()
    }
}

fn environment(environment: &Environment) -> EnvironmentView {
    let deployable = &environment.deployable;
    let whole = |pattern: &str| shell::word(&format!("^({pattern})$"));
    let kinds = deployable.kinds.iter();
    EnvironmentView {
        name: shell::word(environment.name.as_str()).at(&environment.at),
        allowed: kinds.fold(whole(&deployable.allowed), |text, kind| text.at(&kind.at)),
        refused: deployable.refused.as_deref().map(whole),
        is_review: environment.on.value == On::PullRequest,
    }
}
