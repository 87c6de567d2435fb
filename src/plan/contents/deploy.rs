//! The jobs that change an environment: one deploys and tests an image, one deletes an app.

mod smoke_test;

use serde::Serialize;

use self::smoke_test::smoke_test_step;
use super::{
    Environment as GithubEnvironment, JobContents, Pair, Scalar, Step, StepAction,
    build::compute_tags, hook, job_context::JobContext, secret::StepSecret, values,
};
use crate::{
    lang::{
        Text,
        expr::{self, Expr},
        shell::{self, Shell},
        template::fill,
    },
    place::Placed,
    plan::{deploy::Deploy, environments::Environment, hooks::HookPoint, workflows::build_job_id},
    spec::{environments::On, hooks::Access, outputs::DEFAULT_MAKEFILE},
};

/// A Terraform operation on an environment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TerraformAction {
    Apply,
    Destroy,
}

/// The job that deploys to `environment`.
pub(super) fn contents(context: &JobContext, environment: &Environment) -> JobContents {
    let url = environment.url.as_ref();
    let tag = expr::job_output(&build_job_id(), "tag");
    let github = GithubEnvironment {
        name: Scalar::text(environment.name.as_str()).with_place(&environment.place),
        url: url.map(|url| {
            Scalar::parts(&values::fill_pull_request(
                url,
                &context.pull_request_number(),
            ))
            .with_place(&url.place)
        }),
    };
    let mut steps = terraform_steps(
        context,
        environment,
        TerraformAction::Apply,
        &tag,
        Vec::new(),
    );
    steps.extend(hook::environment_steps(
        context,
        HookPoint::DeployAfterApply,
        environment,
    ));
    let test = context.plan.smoke_test.iter();
    steps.extend(test.map(|test| smoke_test_step(context, test, environment)));
    steps.extend(hook::environment_steps(
        context,
        HookPoint::DeployEnd,
        environment,
    ));
    JobContents {
        environment: Some(github),
        steps,
        ..JobContents::default()
    }
}

/// The job that deletes an app of `environment`.
pub(super) fn destroy_contents(context: &JobContext, environment: &Environment) -> JobContents {
    let github = GithubEnvironment {
        name: Scalar::text(environment.name.as_str()).with_place(&environment.place),
        url: None,
    };
    // Terraform requires the name of an image but does not look it up.
    let tags = vec![compute_tags(context)];
    JobContents {
        environment: Some(github),
        steps: terraform_steps(
            context,
            environment,
            TerraformAction::Destroy,
            &values::unique_tag(),
            tags,
        ),
        ..JobContents::default()
    }
}

/// The steps that run Terraform for `environment`, to deploy or to delete; `tag` is the tag of the image, and `before`
/// the steps that compute it.
fn terraform_steps(
    context: &JobContext,
    environment: &Environment,
    action: TerraformAction,
    tag: &Text<Expr>,
    before: Vec<Step>,
) -> Vec<Step> {
    let Some(deploy) = &context.plan.deploy else {
        return Vec::new();
    };
    let mut steps = vec![context.checkout_step()];
    steps.extend(hook::environment_steps(
        context,
        HookPoint::DeployStart,
        environment,
    ));
    steps.extend(before);
    steps.extend([
        azure_login_step(context, environment),
        terraform_setup_step(context, deploy),
        kubelogin_step(context),
    ]);
    steps.extend(hook::environment_steps(
        context,
        HookPoint::DeployBeforeApply,
        environment,
    ));
    steps.push(make_step(context, environment, action, tag));
    steps
}

fn azure_login_step(context: &JobContext, environment: &Environment) -> Step {
    let login = &environment.login;
    let mut step = context.action_step(
        StepAction::LogInToAzure,
        "Log in to Azure",
        "Azure/login",
        "Later steps act on Azure with the identity that logs in here, through OpenID Connect without a password.",
    );
    step.with = vec![
        secret(context, "client-id", &login.client),
        secret(context, "tenant-id", &login.tenant),
        secret(context, "subscription-id", &login.subscription),
    ];
    step.with_permission(
        "id-token",
        Access::Write,
        "to log in to Azure with OpenID Connect",
    )
}

fn terraform_setup_step(context: &JobContext, deploy: &Deploy) -> Step {
    let mut step = context.action_step(
        StepAction::SetUpTerraform,
        "Set up Terraform",
        "hashicorp/setup-terraform",
        "The spec pins the version of Terraform, because another version may interpret the same configuration and state differently.",
    );
    step.with = vec![
        Pair::new(
            "terraform_version",
            Scalar::text(&deploy.version.value).with_place(&deploy.version.place),
        ),
        Pair::new("terraform_wrapper", Scalar::flag(false)),
    ];
    step
}

fn kubelogin_step(context: &JobContext) -> Step {
    context
        .action_step(
            StepAction::Unlisted,
            "Set up kubelogin",
            "Azure/use-kubelogin",
            "AKS clusters accept Azure logins; kubelogin converts the login above for Kubernetes.",
        )
        .with_comment("Terraform's Kubernetes provider uses kubelogin to log in to AKS.")
}

/// `make ci ENVIRONMENT terraform-apply`: only the Makefile defines how Terraform runs.
fn make_step(
    context: &JobContext,
    environment: &Environment,
    action: TerraformAction,
    tag: &Text<Expr>,
) -> Step {
    let (step_action, name, target, reason) = match action {
        TerraformAction::Apply => (
            StepAction::Apply,
            "Apply",
            "terraform-apply",
            "The workflow deploys with the Makefile, as developers do, so only one file defines how Terraform runs.",
        ),
        TerraformAction::Destroy => (
            StepAction::Destroy,
            "Destroy",
            "terraform-destroy",
            "The Makefile deletes the app with the same state and variables that deployed it.",
        ),
    };
    let mut words = vec![shell::literal("make")];
    if let Some(file) = context
        .plan
        .outputs
        .makefile
        .as_ref()
        .filter(|file| file.value.as_str() != DEFAULT_MAKEFILE)
    {
        words
            .push(shell::option_with_value("--file=", file.value.as_str()).with_place(&file.place));
    }
    words.push(shell::literal("ci"));
    words.push(shell::quote(environment.name.as_str()).with_place(&environment.place));
    words.push(shell::literal(target));
    let script: Text<Shell> = fill(
        crate::template!("make.sh.j2"),
        &MakeView {
            command: shell::join_words(&words),
        },
    );
    let mut step = Step::run(step_action, name, script, reason);
    let login = &environment.login;
    step.env = vec![
        secret(context, "ARM_CLIENT_ID", &login.client),
        secret(context, "ARM_SUBSCRIPTION_ID", &login.subscription),
        secret(context, "ARM_TENANT_ID", &login.tenant),
        Pair::new("ARM_USE_OIDC", Scalar::text("true")),
        Pair::new("IMAGE_TAG", Scalar::expression(tag)),
    ];
    if action == TerraformAction::Apply {
        let digest = expr::job_output(&build_job_id(), "digest");
        step.env
            .push(Pair::new("IMAGE_DIGEST", Scalar::expression(&digest)));
    }
    if environment.confirm.value {
        let confirm = Scalar::text("YES").with_place(&environment.confirm.place);
        step.env.push(Pair::new("CONFIRM_PRODUCTION", confirm));
    }
    if environment.on.value == On::PullRequest {
        step.env.push(Pair::new(
            "PR",
            Scalar::expression(&context.pull_request_number()),
        ));
    }
    step
}

#[derive(Serialize)]
struct MakeView {
    command: Text<Shell>,
}

/// The secret `name` of the environment or the repository, passed as `key`.
fn secret(context: &JobContext, key: &str, name: &Placed<expr::SecretName>) -> Pair {
    context.secret_pair(StepSecret::new(key, &name.value, &name.place))
}
