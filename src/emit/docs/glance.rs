//! The facts of the service in a short list.

use super::{prelude::*, sample};

use crate::{
    plan::{
        environments::Environment,
        scan::{Scan, Scanner},
        stages::From,
    },
    spec::{environments::On, scan::ScanSeverity},
};

#[derive(Serialize)]
struct View {
    service: Text<Markdown>,
    image: Text<Markdown>,
    base: Option<Text<Markdown>>,
    timezone: Option<Text<Markdown>>,
    port: Text<Markdown>,
    copies: Option<Text<Markdown>>,
    scan: Option<Text<Markdown>>,
    environments: Vec<EnvironmentView>,
    pull_request: Text<Markdown>,
}

#[derive(Serialize)]
struct EnvironmentView {
    name: Text<Markdown>,
    url: Option<Text<Markdown>>,
    is_review: bool,
}

pub(super) fn section(plan: &Plan) -> Text<Markdown> {
    let repositories = plan.registries.iter().map(|registry| &registry.repository);
    let repositories: Vec<Text<Markdown>> = repositories
        .map(|repository| code(repository.value.as_str(), &repository.place))
        .collect();
    let (image, copies) = repositories.split_first().unzip();
    let on_base = plan.stages.iter().find(|stage| stage.timezone.is_some());
    let base = on_base.and_then(|stage| match &stage.from {
        From::Image(image) => Some(
            stage
                .parent_places
                .iter()
                .fold(code(image.as_str(), &Place::root()), |text, place| {
                    text.with_place(place)
                }),
        ),
        From::Stage(_) => None,
    });
    let timezone = on_base.and_then(|stage| stage.timezone.as_ref());
    let view = View {
        service: code(&plan.service.name.value, &plan.service.name.place),
        image: image.cloned().unwrap_or_else(|| markdown::literal("")),
        base,
        timezone: timezone.map(|zone| code(&zone.value, &zone.place)),
        port: markdown::number(plan.service.port.value).with_place(&plan.service.port.place),
        copies: list_any(copies.unwrap_or_default(), "and"),
        scan: plan.scan.as_ref().map(scan),
        environments: plan.environments.iter().map(environment).collect(),
        pull_request: markdown::literal(sample::PULL_REQUEST),
    };
    fill(template!("docs/glance.md.j2"), &view)
}

fn environment(environment: &Environment) -> EnvironmentView {
    EnvironmentView {
        name: code(environment.name.as_str(), &environment.place),
        url: environment
            .url
            .as_ref()
            .map(|url| markdown::url(&sample::fill_pull_request(url)).with_place(&url.place)),
        is_review: environment.on.value == On::PullRequest,
    }
}

/// The scanner and its threshold.
fn scan(scan: &Scan) -> Text<Markdown> {
    markdown::concat(&[
        scanner(scan),
        markdown::literal("; "),
        threshold(scan),
        markdown::literal(" fails the build"),
    ])
}

/// The scanner's name.
pub(super) fn scanner(scan: &Scan) -> Text<Markdown> {
    let name = match scan.scanner.value {
        Scanner::Snyk(_) => "Snyk",
        Scanner::Trivy => "Trivy",
    };
    markdown::literal(name).with_place(&scan.scanner.place)
}

/// The vulnerabilities that fail a build.
pub(super) fn threshold(scan: &Scan) -> Text<Markdown> {
    let severity = match scan.severity.value {
        ScanSeverity::Low => "any known vulnerability",
        ScanSeverity::Medium => "a vulnerability of medium severity or higher",
        ScanSeverity::High => "a vulnerability of high or critical severity",
        ScanSeverity::Critical => "a vulnerability of critical severity",
    };
    markdown::literal(severity).with_place(&scan.severity.place)
}
