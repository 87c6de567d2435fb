//! The jobs that change an environment: one deploys an image and tests it, one takes down what was deployed.

use serde::Serialize;

use super::{
    Contents, Environment as GithubEnvironment, Pair, Scalar, Step, StepAction,
    build::compute_tags, hook, run::Run, secret::Secret, values,
};
use crate::{
    lang::{
        Text,
        expr::{self, Expr, Part},
        shell::{self, Shell},
        template::fill,
    },
    place::Placed,
    plan::{
        deploy::Deploy, environments::Environment, hooks::Point, smoke_test::SmokeTest,
        workflows::build_id,
    },
    spec::{environments::On, hooks::Access, outputs::DEFAULT_MAKEFILE},
};

/// What is done to an environment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Action {
    Apply,
    Destroy,
}

/// The job that deploys to `environment`.
pub(super) fn contents(run: &Run, environment: &Environment) -> Contents {
    let url = environment.url.as_ref();
    let tag = expr::output(&build_id(), "tag");
    let github = GithubEnvironment {
        name: Scalar::text(environment.name.as_str()).at(&environment.at),
        url: url.map(|url| Scalar::parts(&values::pieces(url, &run.pull_request())).at(&url.at)),
    };
    let mut steps = terraform(run, environment, Action::Apply, &tag, Vec::new());
    steps.extend(hook::of(run, Point::DeployAfterApply, environment));
    let test = run.plan.smoke_test.iter();
    steps.extend(test.map(|test| smoke_test(run, test, environment)));
    steps.extend(hook::of(run, Point::DeployEnd, environment));
    Contents {
        environment: Some(github),
        steps,
        ..Contents::default()
    }
}

/// The job that takes an app of `environment` down.
pub(super) fn contents_of_destroy(run: &Run, environment: &Environment) -> Contents {
    let github = GithubEnvironment {
        name: Scalar::text(environment.name.as_str()).at(&environment.at),
        url: None,
    };
    // Terraform wants an image to be named, and does not look at it.
    let tags = vec![compute_tags(run)];
    Contents {
        environment: Some(github),
        steps: terraform(run, environment, Action::Destroy, &values::unique(), tags),
        ..Contents::default()
    }
}

/// The steps to run Terraform for `environment`, which do the same whether it creates or destroys; `tag` is that of the
/// image, and `before` what it needs.
fn terraform(
    run: &Run,
    environment: &Environment,
    action: Action,
    tag: &Text<Expr>,
    before: Vec<Step>,
) -> Vec<Step> {
    let Some(deploy) = &run.plan.deploy else {
        return Vec::new();
    };
    let mut steps = vec![run.checkout()];
    steps.extend(hook::of(run, Point::DeployStart, environment));
    steps.extend(before);
    steps.extend([azure(run, environment), setup(run, deploy), kubelogin(run)]);
    steps.extend(hook::of(run, Point::DeployBeforeApply, environment));
    steps.push(make(run, environment, action, tag));
    steps
}

fn azure(run: &Run, environment: &Environment) -> Step {
    let login = &environment.login;
    let mut step = run.uses(
        StepAction::LogInToAzure,
        "Log in to Azure",
        "Azure/login",
        "What follows acts on Azure as the identity that is logged in here, with OpenID Connect and no password.",
    );
    step.with = vec![
        secret(run, "client-id", &login.client),
        secret(run, "tenant-id", &login.tenant),
        secret(run, "subscription-id", &login.subscription),
    ];
    step.needs(
        "id-token",
        Access::Write,
        "to log in to Azure with OpenID Connect",
    )
}

fn setup(run: &Run, deploy: &Deploy) -> Step {
    let mut step = run.uses(
        StepAction::SetUpTerraform,
        "Set up Terraform",
        "hashicorp/setup-terraform",
        "Terraform is installed in the one version that the spec names, because another may read the same configuration and state in another way.",
    );
    step.with = vec![
        Pair::new(
            "terraform_version",
            Scalar::text(&deploy.version.value).at(&deploy.version.at),
        ),
        Pair::new("terraform_wrapper", Scalar::flag(false)),
    ];
    step
}

fn kubelogin(run: &Run) -> Step {
    run.uses(
        StepAction::Unlisted,
        "Set up kubelogin",
        "Azure/use-kubelogin",
        "A cluster of AKS takes logins of Azure, and kubelogin turns the one above into a login of Kubernetes.",
    )
    .comment("Terraform's Kubernetes provider logs in to AKS with it.")
}

/// `make ci ENVIRONMENT terraform-apply`: the Makefile has the only definition of what Terraform is told.
fn make(run: &Run, environment: &Environment, action: Action, tag: &Text<Expr>) -> Step {
    let (does, name, target, why) = match action {
        Action::Apply => (
            StepAction::Apply,
            "Apply",
            "terraform-apply",
            "The Makefile deploys here as it does by hand, so there is one definition of what Terraform is told.",
        ),
        Action::Destroy => (
            StepAction::Destroy,
            "Destroy",
            "terraform-destroy",
            "The Makefile takes the app down as it put it up: with the same state and the same variables.",
        ),
    };
    let mut words = vec![shell::literal("make")];
    if let Some(file) = run
        .plan
        .outputs
        .makefile
        .as_ref()
        .filter(|file| file.value.as_str() != DEFAULT_MAKEFILE)
    {
        words.push(shell::valued("--file=", file.value.as_str()).at(&file.at));
    }
    words.push(shell::literal("ci"));
    words.push(shell::word(environment.name.as_str()).at(&environment.at));
    words.push(shell::literal(target));
    let script: Text<Shell> = fill(
        crate::template!("make.sh.j2"),
        &MakeView {
            command: shell::words(&words),
        },
    );
    let mut step = Step::run(does, name, script, why);
    let login = &environment.login;
    step.env = vec![
        secret(run, "ARM_CLIENT_ID", &login.client),
        secret(run, "ARM_SUBSCRIPTION_ID", &login.subscription),
        secret(run, "ARM_TENANT_ID", &login.tenant),
        Pair::new("ARM_USE_OIDC", Scalar::text("true")),
        Pair::new("IMAGE_TAG", Scalar::expression(tag)),
    ];
    if action == Action::Apply {
        let digest = expr::output(&build_id(), "digest");
        step.env
            .push(Pair::new("IMAGE_DIGEST", Scalar::expression(&digest)));
    }
    if environment.confirm.value {
        let confirm = Scalar::text("YES").at(&environment.confirm.at);
        step.env.push(Pair::new("CONFIRM_PRODUCTION", confirm));
    }
    if environment.on.value == On::PullRequest {
        step.env
            .push(Pair::new("PR", Scalar::expression(&run.pull_request())));
    }
    step
}

/// Why an environment is tested after a deployment.
const SMOKE_TEST: &str = "A deployment that does not answer has failed, and what waits for this environment is not deployed.";

#[derive(Serialize)]
struct MakeView {
    command: Text<Shell>,
}

#[derive(Serialize)]
struct NoView {}

fn smoke_test(run: &Run, test: &SmokeTest, environment: &Environment) -> Step {
    let number = run.pull_request();
    let url = environment.url.as_ref();
    match test {
        SmokeTest::Command { command, secrets } => {
            let script = shell::command(&command.value).at(&command.at);
            let mut step =
                Step::run(StepAction::SmokeTest, "Smoke test", script, SMOKE_TEST).at(&command.at);
            let app =
                Scalar::parts(&values::pieces(&environment.app, &number)).at(&environment.app.at);
            step.env = vec![Pair::new("ENVIRONMENT", app)];
            let url = url.map(|url| {
                Pair::new(
                    "URL",
                    Scalar::parts(&values::pieces(url, &number)).at(&url.at),
                )
            });
            step.env.extend(url);
            step.env.extend(
                secrets
                    .iter()
                    .map(|name| secret(run, name.value.as_str(), name)),
            );
            step
        }
        SmokeTest::Path(path) => {
            let script: Text<Shell> = fill(crate::template!("smoke-test.sh.j2"), &NoView {});
            let mut step =
                Step::run(StepAction::SmokeTest, "Smoke test", script, SMOKE_TEST).at(&path.at);
            let mut address = url
                .map(|url| values::pieces(url, &number))
                .unwrap_or_default();
            trim_slash(&mut address);
            address.push(Part::literal(path.value.clone()));
            step.env = vec![Pair::new("URL", Scalar::parts(&address).at(&path.at))];
            step
        }
    }
}

/// Takes the slash off the end of `address`: a path follows that begins with one.
fn trim_slash(address: &mut [Part]) {
    if let Some(Part::Literal(text)) = address.last_mut() {
        *text = text.trim_end_matches('/').to_owned();
    }
}

/// The secret `name` of the environment or the repository, exposed as `key`.
fn secret(run: &Run, key: &str, name: &Placed<expr::SecretName>) -> Pair {
    run.secret(Secret::new(key, &name.value, &name.at))
}
