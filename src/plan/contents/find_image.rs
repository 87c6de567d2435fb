//! The job that finds the image for a manual deployment.

use serde::Serialize;

use super::{JobContents, Pair, Scalar, Step, StepAction, job_context::JobContext, values};
use crate::{
    lang::{
        Text,
        expr::{self, Segment},
        shell::{self, Shell},
        template,
    },
    plan::environments::Environment,
    spec::{environments::On, hooks::Access},
};

#[derive(Serialize)]
struct Script {
    environments: Vec<EnvironmentView>,
    rejects: bool,
    /// The branch for deployments other than review apps; `None` if there are only review apps.
    trunk: Option<Text<Shell>>,
}

#[derive(Serialize)]
struct EnvironmentView {
    name: Text<Shell>,
    allowed: Text<Shell>,
    rejected: Option<Text<Shell>>,
    is_review: bool,
}

/// Plans the job that finds the image to deploy. The job fails if the environment does not accept the tag, or if no image
/// has the tag.
pub(super) fn contents(context: &JobContext) -> JobContents {
    let registry = &context.plan.registries[0];
    let environments = &context.plan.environments;
    let trunk = &context.plan.workflow.branches[0];
    let requires_trunk = environments
        .iter()
        .any(|environment| environment.on.value != On::PullRequest);
    let script = Script {
        environments: environments.iter().map(environment).collect(),
        rejects: environments
            .iter()
            .any(|environment| environment.deployable.rejected.is_some()),
        trunk: requires_trunk.then(|| shell::quote(&trunk.value).with_place(&trunk.place)),
    };
    let has_review_app = script
        .environments
        .iter()
        .any(|environment| environment.is_review);
    let script: Text<Shell> = template::fill(crate::template!("find-image.sh.j2"), &script);
    let mut step = Step::run(
        StepAction::Unlisted,
        "Find the image",
        script,
        "The entered tag may be of the wrong kind or name no image, so it is checked before anything changes.",
    )
    .with_id("image")
        .with_comment(
            "Each environment accepts only the unique tags that the spec allows, and no moving tags",
        );
    let input = |name: &'static str| Scalar::expression(&expr::context(name));
    let tag = || expr::context("inputs.tag");
    let image = values::image_name(
        "",
        &registry.repository.value,
        vec![Segment::Expr(tag())],
        "",
    );
    step.env = vec![
        Pair::new(
            "IMAGE",
            Scalar::parts(&image).with_place(&registry.repository.place),
        ),
        Pair::new("TAG", Scalar::expression(&tag())),
        Pair::new("ENVIRONMENT", input("inputs.environment")),
    ];
    if requires_trunk {
        step.env.push(Pair::new("REF", input("github.ref")));
    }
    if has_review_app {
        step.env.push(Pair::new("PR", input("inputs.pr")));
    }
    JobContents {
        comments: vec![
            "Has the id of the main workflow's build job, so that deploy jobs are the same in both workflows",
        ],
        outputs: super::build::image_outputs("image"),
        steps: vec![context.login_step(registry, Access::Read), step],
        ..JobContents::default()
    }
}

fn environment(environment: &Environment) -> EnvironmentView {
    let deployable = &environment.deployable;
    let whole = |pattern: &str| shell::quote(&format!("^({pattern})$"));
    let kinds = deployable.kinds.iter();
    EnvironmentView {
        name: shell::quote(environment.name.as_str()).with_place(&environment.place),
        allowed: kinds.fold(whole(&deployable.allowed), |text, kind| {
            text.with_place(&kind.place)
        }),
        rejected: deployable.rejected.as_deref().map(whole),
        is_review: environment.on.value == On::PullRequest,
    }
}
