//! What the page is, and the service at a glance.

use super::{prelude::*, sample};

use crate::{
    lang::shell::Path,
    plan::{
        environments::Environment,
        scan::{Scan, Scanner},
        stages::From,
    },
    spec::scan::Level,
};

#[derive(Serialize)]
struct View {
    title: Text<Markdown>,
    service: Text<Markdown>,
    deploys: bool,
    spec: Text<Markdown>,
    render: Text<Markdown>,
    files: Text<Markdown>,
    image: Text<Markdown>,
    base: Option<Text<Markdown>>,
    timezone: Option<Text<Markdown>>,
    port: Text<Markdown>,
    copies: Option<Text<Markdown>>,
    scan: Option<Text<Markdown>>,
    environments: Vec<EnvironmentView>,
}

#[derive(Serialize)]
struct EnvironmentView {
    name: Text<Markdown>,
    url: Option<Text<Markdown>>,
}

pub(super) fn section(plan: &Plan, page: &Path) -> Text<Markdown> {
    let outputs = &plan.outputs;
    let files = [
        &outputs.dockerfile,
        &outputs.dockerignore,
        &outputs.workflow,
        &outputs.makefile,
    ];
    let files: Vec<Text<Markdown>> = files
        .into_iter()
        .flatten()
        .map(|file| markdown::file(page, &file.value).at(&file.at))
        .collect();
    let repository = |item: usize| {
        let registry = plan.registries.get(item)?;
        let repository = &registry.repository;
        Some(code(repository.value.as_str(), &repository.at))
    };
    let copies: Vec<Text<Markdown>> = (1..plan.registries.len()).filter_map(repository).collect();
    let on_base = plan.stages.iter().find(|stage| stage.timezone.is_some());
    let base = on_base.and_then(|stage| match &stage.from {
        From::Image(image) => Some(
            stage
                .from_at
                .iter()
                .fold(markdown::cell(image.as_str()), |text, at| text.at(at)),
        ),
        From::Stage(_) => None,
    });
    let timezone = on_base.and_then(|stage| stage.timezone.as_ref());
    let view = View {
        title: markdown::inline(&plan.service.title.value).at(&plan.service.title.at),
        service: code(&plan.service.name.value, &plan.service.name.at),
        deploys: plan.deploy.is_some() && !plan.environments.is_empty(),
        spec: markdown::cell(plan.file.as_deref().unwrap_or("tvgen.toml")),
        render: markdown::cell(&match &plan.file {
            Some(file) => format!("tvgen render {file}"),
            None => "tvgen render".to_owned(),
        }),
        files: markdown::list(&files, "and"),
        image: repository(0).unwrap_or_else(|| markdown::literal("")),
        base,
        timezone: timezone.map(|zone| code(&zone.value, &zone.at)),
        port: markdown::number(plan.service.port.value).at(&plan.service.port.at),
        copies: super::said(&copies, "and"),
        scan: plan.scan.as_ref().map(scan),
        environments: plan.environments.iter().map(environment).collect(),
    };
    fill(template!("docs/opening.md.j2"), &view)
}

fn environment(environment: &Environment) -> EnvironmentView {
    EnvironmentView {
        name: code(environment.name.as_str(), &environment.at),
        url: environment
            .url
            .as_ref()
            .map(|url| markdown::url(&sample::pieces(url)).at(&url.at)),
    }
}

/// The scanner, and what it stops.
fn scan(scan: &Scan) -> Text<Markdown> {
    markdown::concat(&[
        scanner(scan),
        markdown::literal(", stops "),
        markdown::literal(level(scan.severity.value)).at(&scan.severity.at),
    ])
}

/// What the scanner is called.
pub(super) fn scanner(scan: &Scan) -> Text<Markdown> {
    let name = match scan.scanner.value {
        Scanner::Snyk(_) => "Snyk",
        Scanner::Trivy => "Trivy",
    };
    markdown::literal(name).at(&scan.scanner.at)
}

/// The vulnerabilities from `level` on.
pub(super) fn level(level: Level) -> &'static str {
    match level {
        Level::Low => "any known vulnerability",
        Level::Medium => "a vulnerability of medium severity or worse",
        Level::High => "a vulnerability of high or critical severity",
        Level::Critical => "a vulnerability of critical severity",
    }
}
