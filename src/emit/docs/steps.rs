//! The steps of a build and of a deployment, one line each.

use std::collections::BTreeMap;

use super::{glance, make::make_code, prelude::*};

use crate::{
    lang::docker::ImageRepository,
    plan::{
        steps::{Step, StepAction},
        workflows::{BuildPurpose, JobKind},
    },
    spec::cache::Mode,
};

/// The steps of the job that builds a release.
pub(super) fn list_build_steps(plan: &Plan) -> Vec<Text<Markdown>> {
    let mut steps = plan
        .jobs()
        .filter(|job| matches!(job.kind, JobKind::Build(BuildPurpose::Release)))
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
            lines.push(enclose("Logs in to ", markdown::list(&hosts, "and"), "."));
        } else {
            lines.extend(describe_build_step(plan, step));
        }
    }
    lines
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the list omits steps that only prepare other steps"
)]
fn describe_build_step(plan: &Plan, step: &Step) -> Option<Text<Markdown>> {
    let line = match &step.action {
        StepAction::CheckOut => markdown::literal(
            "Checks out the commit (for a pull request, its newest commit, not the merge commit).",
        ),
        StepAction::SetUpBuildx => markdown::literal(
            "Sets up Buildx, Docker's command for BuildKit, which can use remote caches.",
        ),
        StepAction::ComputeTags => markdown::literal("Computes the tags."),
        StepAction::BuildStage(stage) => {
            let end = match plan.builds.mode.value {
                Mode::Inline => " and pushes it under its moving tag.",
                Mode::Registry | Mode::Gha | Mode::None => " and stores its cache.",
            };
            enclose(
                "Builds the stage ",
                code(stage.value.as_str(), &stage.place),
                end,
            )
        }
        StepAction::BuildImage(stage) => enclose(
            "Builds the stage ",
            code(stage.value.as_str(), &stage.place),
            " and keeps the image on the runner.",
        ),
        StepAction::Scan => {
            let scan = plan.scan.as_ref()?;
            markdown::concat(&[
                markdown::literal("Scans the image with "),
                glance::scanner(scan),
                markdown::literal(": "),
                glance::threshold(scan),
                markdown::literal(" fails the build."),
            ])
        }
        StepAction::Push => {
            let repositories = plan.registries.iter().map(|registry| &registry.repository);
            let repositories = codes(
                repositories.map(|repository| (repository.value.as_str(), &repository.place)),
            );
            enclose(
                "Pushes the image to ",
                markdown::list(&repositories, "and"),
                " under its moving tag, then under its unique tag. The build fails if the unique tag already names another image.",
            )
        }
        StepAction::Hook(index) => {
            let step = &plan.hooks.steps[*index];
            let end = match (step.reads_secret, plan.workflow.trusts_bots) {
                (false, _) => ".",
                (true, true) => "; it reads a secret, so it is skipped for forks.",
                (true, false) => "; it reads a secret, so it is skipped for forks and bots.",
            };
            let name = markdown::inline(&step.name.value).with_place(&step.name.place);
            enclose("Runs a step from the spec: ", name, end)
        }
        _ => return None,
    };
    Some(line)
}

/// The steps of the jobs that deploy. They differ only in the user's own steps.
pub(super) fn list_deployment_steps(plan: &Plan) -> Vec<Text<Markdown>> {
    let mut steps = BTreeMap::new();
    for job in plan
        .jobs()
        .filter(|job| matches!(job.kind, JobKind::Deploy(_)))
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
        .filter_map(|step| describe_deployment_step(plan, step))
        .collect()
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the list omits steps that only prepare other steps"
)]
fn describe_deployment_step(plan: &Plan, step: &Step) -> Option<Text<Markdown>> {
    let line = match &step.action {
        StepAction::CheckOut => markdown::literal("Checks out the commit."),
        StepAction::LogInToAzure => {
            markdown::literal("Logs in to Azure with OpenID Connect, without a password.")
        }
        StepAction::SetUpTerraform => {
            let version = &plan.deploy.as_ref()?.version;
            enclose(
                "Sets up Terraform ",
                code(&version.value, &version.place),
                " and kubelogin.",
            )
        }
        StepAction::Apply => enclose(
            "Runs ",
            make_code(plan, "ci ENVIRONMENT terraform-apply"),
            ", with the image's unique tag as `IMAGE_TAG` and its digest as `IMAGE_DIGEST`.",
        ),
        StepAction::SmokeTest => markdown::literal("Runs the smoke test."),
        StepAction::Hook(index) => {
            let step = &plan.hooks.steps[*index];
            let names = step.environments.iter();
            let names = codes(names.map(|name| (name.value.as_str(), &name.place)));
            let only = list_any(&names, "and").filter(|_| names.len() < plan.environments.len());
            let only = only.map(|names| enclose(", only for ", names, ""));
            markdown::concat(&[
                markdown::literal("Runs a step from the spec"),
                only.unwrap_or_else(|| markdown::literal("")),
                markdown::literal(": "),
                markdown::inline(&step.name.value).with_place(&step.name.place),
                markdown::literal("."),
            ])
        }
        _ => return None,
    };
    Some(line)
}

/// The host of the registry of `repository`.
pub(super) fn host(repository: &Placed<ImageRepository>) -> Text<Markdown> {
    match repository.value.host() {
        "docker.io" => markdown::literal("Docker Hub").with_place(&repository.place),
        host => code(host, &repository.place),
    }
}
