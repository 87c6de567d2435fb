//! The steps of a build and of a deployment, one line each, as the plan's jobs have them.

use std::collections::BTreeMap;

use super::{opening, prelude::*};

use crate::{
    lang::docker::Repository,
    plan::{
        steps::{Step, StepAction},
        workflows::{Purpose, Work},
    },
    spec::cache::Mode,
};

/// The steps of the job that builds a release.
pub(super) fn of_build(plan: &Plan) -> Vec<Text<Markdown>> {
    let mut steps = plan
        .jobs()
        .filter(|job| matches!(job.work, Work::Build(Purpose::Release)))
        .flat_map(|job| &job.contents.steps)
        .peekable();
    let mut lines = Vec::new();
    while let Some(step) = steps.next() {
        if let StepAction::LogIn(repository) = &step.action {
            let mut hosts = vec![host(repository)];
            while let Some(StepAction::LogIn(repository)) = steps.peek().map(|step| &step.action) {
                hosts.push(host(repository));
                steps.next();
            }
            lines.push(sentence("Logs in to ", markdown::list(&hosts, "and"), "."));
        } else {
            lines.extend(line_of_build(plan, step));
        }
    }
    lines
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the list leaves out the steps that only prepare others"
)]
fn line_of_build(plan: &Plan, step: &Step) -> Option<Text<Markdown>> {
    let line = match &step.action {
        StepAction::CheckOut => markdown::literal(
            "Checks out the commit; of a pull request its newest commit, not a merge.",
        ),
        StepAction::SetUpBuildx => markdown::literal(
            "Sets up Buildx, so that BuildKit builds: it skips what is not needed and reads caches from elsewhere.",
        ),
        StepAction::ComputeTags => {
            markdown::literal("Works out the tags, once, for all that follows.")
        }
        StepAction::BuildStage(stage) => {
            let end = match plan.builds.mode.value {
                Mode::Inline => ", and pushes it under its moving tag.",
                Mode::Registry | Mode::Gha | Mode::None => ", and stores its cache.",
            };
            sentence(
                "Builds the stage ",
                code(stage.value.as_str(), &stage.at),
                end,
            )
        }
        StepAction::BuildImage(stage) => sentence(
            "Builds the stage ",
            code(stage.value.as_str(), &stage.at),
            ", and keeps the image on the runner.",
        ),
        StepAction::Scan => {
            let scan = plan.scan.as_ref()?;
            markdown::concat(&[
                markdown::literal("Scans the image with "),
                opening::scanner(scan),
                markdown::literal(": "),
                markdown::literal(opening::level(scan.severity.value)).at(&scan.severity.at),
                markdown::literal(" ends the build here."),
            ])
        }
        StepAction::Push => {
            let repositories = plan.registries.iter().map(|registry| &registry.repository);
            let repositories =
                codes(repositories.map(|repository| (repository.value.as_str(), &repository.at)));
            sentence(
                "Pushes the image to ",
                markdown::list(&repositories, "and"),
                ": under its moving tag, then under its unique tag. If that tag exists and names another image, the build fails.",
            )
        }
        StepAction::Hook(index) => {
            let step = &plan.hooks.steps[*index];
            let end = match (step.reads_secret, plan.workflow.trusts_bots) {
                (false, _) => ".",
                (true, true) => "; it reads a secret, so it is skipped for forks.",
                (true, false) => "; it reads a secret, so it is skipped for forks and bots.",
            };
            let name = markdown::inline(&step.name.value).at(&step.name.at);
            sentence("Takes a step of the service's own: ", name, end)
        }
        _ => return None,
    };
    Some(line)
}

/// The steps of the jobs that deploy. They differ in the steps of the user's own.
pub(super) fn of_deployments(plan: &Plan) -> Vec<Text<Markdown>> {
    let mut steps = BTreeMap::new();
    for job in plan
        .jobs()
        .filter(|job| matches!(job.work, Work::Deploy(_)))
    {
        let mut generated = 0;
        for step in &job.contents.steps {
            let position = if let StepAction::Hook(index) = step.action {
                (generated, index + 1)
            } else {
                generated += 1;
                (generated, 0)
            };
            steps.insert(position, step);
        }
    }
    let steps = steps.values();
    steps
        .filter_map(|step| line_of_deployment(plan, step))
        .collect()
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the list leaves out the steps that only prepare others"
)]
fn line_of_deployment(plan: &Plan, step: &Step) -> Option<Text<Markdown>> {
    let line = match &step.action {
        StepAction::CheckOut => markdown::literal("Checks out the commit."),
        StepAction::LogInToAzure => {
            markdown::literal("Logs in to Azure, by OpenID Connect: there is no password.")
        }
        StepAction::SetUpTerraform => {
            let version = &plan.deploy.as_ref()?.version;
            sentence(
                "Sets up Terraform ",
                code(&version.value, &version.at),
                " and kubelogin.",
            )
        }
        StepAction::Apply => markdown::literal(
            "Runs `make ci ENVIRONMENT terraform-apply`, with the unique tag of the build as `IMAGE_TAG` and the digest of its image as `IMAGE_DIGEST`.",
        ),
        StepAction::SmokeTest => markdown::literal("Runs the smoke test."),
        StepAction::Hook(index) => {
            let step = &plan.hooks.steps[*index];
            let names = step.environments.iter();
            let names = codes(names.map(|name| (name.value.as_str(), &name.at)));
            let only = said(&names, "and").filter(|_| names.len() < plan.environments.len());
            let only = only.map(|names| sentence(", for ", names, ""));
            markdown::concat(&[
                markdown::literal("Takes a step of the service's own"),
                only.unwrap_or_else(|| markdown::literal("")),
                markdown::literal(": "),
                markdown::inline(&step.name.value).at(&step.name.at),
                markdown::literal("."),
            ])
        }
        _ => return None,
    };
    Some(line)
}

/// The host of the registry of `repository`.
pub(super) fn host(repository: &Placed<Repository>) -> Text<Markdown> {
    match repository.value.host() {
        "docker.io" => markdown::literal("Docker Hub").at(&repository.at),
        host => code(host, &repository.at),
    }
}

fn sentence(start: &'static str, middle: Text<Markdown>, end: &'static str) -> Text<Markdown> {
    markdown::concat(&[markdown::literal(start), middle, markdown::literal(end)])
}
