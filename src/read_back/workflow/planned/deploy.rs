//! The steps of a deployment, of a clean-up, and of what is told of them.

use super::{
    build::compute_tags,
    job::{Run, hole, secret},
    step::{Ours, Step},
};
use crate::{
    lang::shell,
    plan::{
        environments::Environment,
        hooks::Point,
        notify::{Notify, Service, Webhook},
        smoke_test::SmokeTest,
    },
    read_back::condition,
    spec::{environments::On, outputs::DEFAULT_MAKEFILE},
};

/// The steps of a deployment: what the build made is applied, then tested.
pub(super) fn steps(run: &Run, environment: &Environment) -> Vec<Step> {
    let tag = "{needs.build.outputs.tag}";
    let mut steps = terraform(run, environment, "Apply", tag, Vec::new());
    steps.extend(run.hooks(Point::DeployAfterApply));
    if let Some(test) = &run.plan.smoke_test {
        steps.push(smoke_test(run, test, environment));
    }
    steps.extend(run.hooks(Point::DeployEnd));
    steps
}

/// The steps that take an app down.
pub(super) fn destroy(run: &Run, environment: &Environment) -> Vec<Step> {
    let tag = "{steps.tags.outputs.tag}";
    terraform(run, environment, "Destroy", tag, vec![compute_tags(run)])
}

/// The step that tells people how the run ended.
pub(super) fn tell(notify: &Notify, webhook: &Webhook, title: &str) -> Step {
    let step = match webhook.service {
        Service::Slack => Ours::new("Tell Slack"),
        Service::Teams => Ours::new("Tell Teams"),
    };
    let mut step = step
        .with("env TITLE", title)
        .with("env JOBS", "{toJSON(needs)}")
        .with("env WEBHOOK", secret(webhook.secret.value.as_str()));
    if notify.asks_what_was_reached() {
        step = step.with("env REACHED", hole(&condition::tree(&notify.reached)));
    }
    Step::Ours(step)
}

fn terraform(
    run: &Run,
    environment: &Environment,
    title: &str,
    tag: &str,
    before: Vec<Step>,
) -> Vec<Step> {
    let Some(deploy) = &run.plan.deploy else {
        return Vec::new();
    };
    let login = &environment.login;
    let azure = run
        .uses("Azure/login", "Azure/login")
        .with("with client-id", secret(login.client.value.as_str()))
        .with("with tenant-id", secret(login.tenant.value.as_str()))
        .with(
            "with subscription-id",
            secret(login.subscription.value.as_str()),
        );
    let setup = "hashicorp/setup-terraform";
    let setup = run
        .uses(setup, setup)
        .with("with terraform_version", deploy.version.value.as_str())
        .with("with terraform_wrapper", "false");
    let kubelogin = run.uses("Azure/use-kubelogin", "Azure/use-kubelogin");
    let mut steps = vec![run.checkout()];
    steps.extend(run.hooks(Point::DeployStart));
    steps.extend(before);
    steps.extend([azure, setup, kubelogin].map(Step::Ours));
    steps.extend(run.hooks(Point::DeployBeforeApply));
    steps.push(make(run, environment, title, tag));
    steps
}

/// The step that runs `make ci ENVIRONMENT terraform-…`.
fn make(run: &Run, environment: &Environment, title: &str, tag: &str) -> Step {
    let file = run.plan.outputs.makefile.as_ref();
    let file = file.map_or(DEFAULT_MAKEFILE, |file| file.value.as_str());
    let file = if file == DEFAULT_MAKEFILE {
        String::new()
    } else {
        format!(" --file={}", shell::word(file).as_str())
    };
    let name = environment.name.as_str();
    let target = title.to_lowercase();
    let login = &environment.login;
    let mut step = Ours::new(title)
        .says(
            "the script",
            [format!("make{file} ci {name} terraform-{target}")],
        )
        .with(
            "an interrupt",
            "trap '' INT TERM, kill -INT -- \"-$!\", set -m, trap interrupt INT TERM, wait \"$!\"",
        )
        .with("env ARM_CLIENT_ID", secret(login.client.value.as_str()))
        .with(
            "env ARM_SUBSCRIPTION_ID",
            secret(login.subscription.value.as_str()),
        )
        .with("env ARM_TENANT_ID", secret(login.tenant.value.as_str()))
        .with("env ARM_USE_OIDC", "true")
        .with("env IMAGE_TAG", tag);
    if title == "Apply" {
        step = step.with("env IMAGE_DIGEST", "{needs.build.outputs.digest}");
    }
    if environment.confirm.value {
        step = step.with("env CONFIRM_PRODUCTION", "YES");
    }
    if environment.on.value == On::PullRequest {
        step = step.with("env PR", run.number());
    }
    Step::Ours(step)
}

fn smoke_test(run: &Run, test: &SmokeTest, environment: &Environment) -> Step {
    let url = environment.url.as_ref().map(|url| run.pieces(url));
    let mut step = Ours::new("Smoke test");
    match test {
        SmokeTest::Command { command, secrets } => {
            step = step
                .says("the script", [command.value.as_str()])
                .with("env ENVIRONMENT", run.pieces(&environment.app))
                .says("env URL", url);
            for name in secrets {
                let name = name.value.as_str();
                step = step.with(&format!("env {name}"), secret(name));
            }
        }
        SmokeTest::Path(path) => {
            let url = url.unwrap_or_default();
            let address = format!("{}{}", url.trim_end_matches('/'), path.value);
            step = step.with("env URL", address);
        }
    }
    Step::Ours(step)
}
