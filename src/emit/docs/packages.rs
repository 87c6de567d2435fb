//! The Alpine packages of the stages.

use super::prelude::*;

use crate::plan::stages::{Package, Stage};

#[derive(Serialize)]
struct View {
    rows: Vec<Row>,
    reasons: Vec<ReasonView>,
    timezone: bool,
}

/// Packages, and the stages that install them.
#[derive(Serialize)]
struct Row {
    stages: Text<Markdown>,
    packages: Text<Markdown>,
}

/// Why a version of a package is required.
#[derive(Serialize)]
struct ReasonView {
    package: Text<Markdown>,
    reason: Text<Markdown>,
}

pub(super) fn subsection(plan: &Plan) -> Text<Markdown> {
    let all = plan.stages.iter().flat_map(|stage| &stage.packages);
    let mut names: Vec<&str> = all
        .map(|package| package.requirement.value.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    let reasons = names.iter().filter_map(|name| reason(&plan.stages, name));
    let reasons = reasons.collect();
    let groups = group_by_text(names, |name| {
        let stages = with_package(&plan.stages, name);
        let stages = codes(stages.map(|(stage, _)| (stage.name.as_str(), &stage.place)));
        markdown::list(&stages, "and")
    });
    let rows = groups.into_iter().map(|(stages, names)| {
        let packages = names.into_iter().map(|name| {
            let stages = with_package(&plan.stages, name);
            stages.fold(markdown::cell(name), |text, (_, package)| {
                text.with_place(&package.requirement.place)
            })
        });
        Row {
            stages,
            packages: markdown::join(&packages.collect::<Vec<_>>(), ", "),
        }
    });
    let view = View {
        rows: rows.collect(),
        reasons,
        timezone: plan.stages.iter().any(|stage| stage.timezone.is_some()),
    };
    fill(template!("docs/packages.md.j2"), &view)
}

/// The stages with the package `name`.
fn with_package<'a>(
    stages: &'a [Stage],
    name: &str,
) -> impl Iterator<Item = (&'a Stage, &'a Package)> {
    stages.iter().filter_map(move |stage| {
        let mut packages = stage.packages.iter();
        let package = packages.find(|package| package.requirement.value == name)?;
        Some((stage, package))
    })
}

fn reason(stages: &[Stage], name: &str) -> Option<ReasonView> {
    let mut packages = with_package(stages, name).map(|(_, package)| package);
    packages.find_map(|package| {
        let reason = package.reason.as_ref()?;
        // The text is also a comment in the Dockerfile, where it starts with the package's name and a colon.
        let reason = reason
            .split_once(": ")
            .map_or(reason.as_str(), |(_, reason)| reason);
        let place = &package.requirement.place;
        Some(ReasonView {
            package: code(name, place),
            reason: markdown::inline(reason).with_place(place),
        })
    })
}
