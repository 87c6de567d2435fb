//! The steps of a build, in order.

use super::{code, opening, said};
use crate::{
    lang::{
        Text,
        markdown::{self, Markdown},
    },
    plan::{Plan, hooks::Point, registries::Registry, when::When},
    spec::cache::Mode,
};

/// The steps of a build, one line each.
pub(super) fn steps(plan: &Plan) -> Vec<Text<Markdown>> {
    let mut steps = vec![markdown::literal(
        "Checks out the commit; of a pull request its newest commit, not a merge.",
    )];
    steps.extend(own(plan, Point::BuildStart));
    steps.push(markdown::literal(
        "Sets up Buildx, so that BuildKit builds: it skips what is not needed and reads caches from elsewhere.",
    ));
    let hosts: Vec<Text<Markdown>> = plan.registries.iter().map(host).collect();
    steps.push(sentence("Logs in to ", said(&hosts, "and"), "."));
    steps.push(markdown::literal(
        "Works out the tags, once, for all that follows.",
    ));
    steps.extend(own(plan, Point::BuildBeforeImage));
    steps.extend(plan.builds.cached.iter().map(|build| {
        let stage = code(build.stage.as_str(), &build.at);
        let end = match plan.builds.mode.value {
            Mode::Inline => ", and pushes it under its moving tag.",
            Mode::Registry | Mode::Gha | Mode::None => ", and stores its cache.",
        };
        sentence("Builds the stage ", Some(stage), end)
    }));
    let runtime = &plan.builds.runtime;
    steps.push(sentence(
        "Builds the stage ",
        Some(code(runtime.stage.as_str(), &runtime.at)),
        ", and keeps the image on the runner.",
    ));
    steps.extend(plan.scan.as_ref().map(|scan| {
        markdown::concat(&[
            markdown::literal("Scans the image with "),
            opening::scanner(scan),
            markdown::literal(": "),
            markdown::literal(opening::level(scan.severity.value)).at(&scan.severity.at),
            markdown::literal(" ends the build here."),
        ])
    }));
    steps.extend(own(plan, Point::BuildBeforePush));
    let registries: Vec<Text<Markdown>> = plan
        .registries
        .iter()
        .map(|registry| {
            let repository = &registry.repository;
            code(repository.value.as_str(), &repository.at)
        })
        .collect();
    steps.push(sentence(
        "Pushes the image to ",
        said(&registries, "and"),
        ": under its moving tag, then under its unique tag. If that tag exists and names another image, the build fails.",
    ));
    steps.extend(own(plan, Point::BuildEnd));
    steps
}

/// Whether pull requests of bots are trusted.
pub(super) fn trusts_bots(trusted: &When) -> bool {
    match trusted {
        When::Not(when) => **when != When::Bot,
        When::All(terms) | When::Any(terms) => terms.iter().all(trusts_bots),
        When::Push
        | When::PullRequest
        | When::Branch(_)
        | When::Label(_)
        | When::Labelled
        | When::LabelPutOn(_)
        | When::OwnRepository
        | When::Bot
        | When::SentByBot
        | When::LabelTakenOff(_)
        | When::Closed
        | When::ByHand
        | When::Chosen(_)
        | When::Failed
        | When::Cancelled
        | When::JobCancelled
        | When::Succeeded(_) => true,
    }
}

/// The host of a registry.
pub(super) fn host(registry: &Registry) -> Text<Markdown> {
    let repository = &registry.repository;
    match repository.value.host() {
        "docker.io" => markdown::literal("Docker Hub").at(&repository.at),
        host => code(host, &repository.at),
    }
}

fn own(plan: &Plan, point: Point) -> Vec<Text<Markdown>> {
    let steps = plan.hooks.at(point);
    steps
        .map(|step| {
            markdown::concat(&[
                markdown::literal("Takes a step of the service's own: "),
                markdown::inline(&step.name.value).at(&step.name.at),
                markdown::literal(
                    match (step.reads_secret, trusts_bots(&plan.workflow.trusted)) {
                        (false, _) => ".",
                        (true, true) => "; it reads a secret, so it is skipped for forks.",
                        (true, false) => {
                            "; it reads a secret, so it is skipped for forks and bots."
                        }
                    },
                ),
            ])
        })
        .collect()
}

fn sentence(
    start: &'static str,
    middle: Option<Text<Markdown>>,
    end: &'static str,
) -> Text<Markdown> {
    let middle = middle.unwrap_or_else(|| markdown::literal("nothing"));
    markdown::concat(&[markdown::literal(start), middle, markdown::literal(end)])
}
