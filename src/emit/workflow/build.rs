//! The job that builds, scans and pushes.

mod image;
mod push;
mod scan;
mod tags;

use super::{
    checkout, condition,
    job::{Job, Pair, Step},
    job_condition, values,
};
use crate::{
    lang::{
        Text,
        expr::{self, Expr, SecretName},
        yaml::{self, Part},
    },
    plan::{
        Plan,
        registries::{Login, Registry},
        when::When,
    },
    source::Place,
};

/// Why a secret of the repository, not of an environment, is right.
const REPOSITORY_SECRET: &str =
    "zizmor: ignore[secrets-outside-env] every build needs it, whatever the environment";

/// The job that builds, scans and pushes.
pub(super) fn job(plan: &Plan) -> Job {
    let workflow = &plan.workflow;
    let put_on = workflow.labels.iter().cloned().map(When::LabelPutOn);
    let labelled = When::Any(
        std::iter::once(When::opposite(When::Labelled))
            .chain(put_on)
            .collect(),
    );
    let output =
        |name: &'static str, path: &'static str| Pair::new(name, yaml::expr(&expr::path(path)));
    let mut steps = vec![
        checkout(),
        Step::uses("Set up Buildx", "docker/setup-buildx-action"),
    ];
    steps.extend(plan.registries.iter().map(login));
    steps.push(tags::step(plan));
    steps.extend(
        plan.builds
            .cached
            .iter()
            .map(|build| image::cached(plan, build)),
    );
    steps.push(image::runtime(plan));
    steps.extend(plan.scan.iter().flat_map(|scan| scan::steps(plan, scan)));
    steps.push(push::step(plan));
    Job {
        id: yaml::key("build"),
        name: yaml::string("Build"),
        needs: Vec::new(),
        comments: if workflow.labels.is_empty() {
            Vec::new()
        } else {
            vec![yaml::comment(
                "A label builds again only if it is one that deploys.",
            )]
        },
        condition: (!workflow.labels.is_empty()).then(|| job_condition(&labelled)),
        runs_on: yaml::string(&workflow.runs_on.value).at(&workflow.runs_on.at),
        timeout: yaml::number(workflow.timeout.value).at(&workflow.timeout.at),
        group: yaml::value(&[
            Part::literal("build-"),
            Part::Expr(expr::path("github.ref")),
        ]),
        cancel: yaml::expr(&condition::print(&When::PullRequest)),
        environment: None,
        permissions: permissions(plan),
        outputs: vec![
            output("image", "steps.push.outputs.image"),
            output("tag", "steps.push.outputs.tag"),
            output("digest", "steps.push.outputs.digest"),
        ],
        env: vec![Pair::new(
            "TRUSTED",
            yaml::expr(&condition::print(&workflow.trusted)),
        )],
        steps,
    }
}

fn permissions(plan: &Plan) -> Vec<Pair> {
    let mut permissions = vec![Pair::new("contents", yaml::string("read")).note("to check out")];
    if plan
        .registries
        .iter()
        .any(|registry| matches!(registry.login, Login::GithubToken))
    {
        permissions
            .push(Pair::new("packages", yaml::string("write")).note("to push images to ghcr.io"));
    }
    permissions
}

/// What only a trusted build does: forks and bots get no secrets, and push nothing.
fn trusted() -> Text<Expr> {
    expr::equal(&expr::path("env.TRUSTED"), &expr::string("true"))
}

/// `step`, for trusted builds only.
fn if_trusted(mut step: Step) -> Step {
    step.condition = Some(yaml::condition(10, &[trusted()]));
    step
}

fn login(registry: &Registry) -> Step {
    let repository = &registry.repository;
    let host = repository.value.host();
    let (title, inputs) = match host {
        "docker.io" => ("Docker Hub", Vec::new()),
        host => (
            host,
            vec![Pair::new("registry", yaml::string(host).at(&repository.at))],
        ),
    };
    let mut step = Step::uses(&format!("Log in to {title}"), "docker/login-action");
    step.with = inputs;
    step.with.extend(match &registry.login {
        Login::GithubToken => [
            Pair::new(
                "username",
                yaml::expr(&expr::path("github.repository_owner")).at(&registry.at.key("login")),
            ),
            Pair::new(
                "password",
                yaml::expr(&expr::token()).at(&registry.at.key("login")),
            ),
        ],
        Login::Password { username, password } => [
            secret("username", &username.value, &username.at),
            secret("password", &password.value, &password.at),
        ],
    });
    if_trusted(step)
}

/// `key: ${{ secrets.NAME }}`, of the repository.
fn secret(key: &str, name: &SecretName, at: &Place) -> Pair {
    Pair::named(key, yaml::expr(&expr::secret(name)).at(at)).note(REPOSITORY_SECRET)
}

/// The image by its unique tag, in the primary registry.
fn unique_image(plan: &Plan) -> Pair {
    let registry = &plan.registries[0].repository;
    let image = values::image("", &registry.value, vec![Part::Expr(values::unique())], "");
    Pair::new("IMAGE", yaml::value(&image).at(&registry.at))
}
