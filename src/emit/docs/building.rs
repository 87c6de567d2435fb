//! How an image is built in the workflow, and what the scan stops.

use super::{opening, prelude::*, steps};

use crate::{lang::shell::Path, plan::scan::Scanner};

#[derive(Serialize)]
struct View {
    file: Text<Markdown>,
    timeout: Text<Markdown>,
    runner: Text<Markdown>,
    steps: Vec<Text<Markdown>>,
    makefile: bool,
    scan: Option<Scan>,
}

#[derive(Serialize)]
struct Scan {
    scanner: Text<Markdown>,
    level: Text<Markdown>,
    trusted: bool,
    args: Option<Text<Markdown>>,
}

pub(super) fn section(plan: &Plan, page: &Path) -> Option<Text<Markdown>> {
    let file = plan.outputs.workflow.as_ref()?;
    let settings = &plan.workflow;
    let scan = plan.scan.as_ref().map(|scan| Scan {
        scanner: opening::scanner(scan),
        level: markdown::literal(opening::level(scan.severity.value)).at(&scan.severity.at),
        trusted: matches!(scan.scanner.value, Scanner::Snyk(_)),
        args: (!scan.args.is_empty()).then(|| super::and(&scan.args)),
    });
    let view = View {
        file: markdown::file(page, &file.value).at(&file.at),
        timeout: markdown::number(settings.timeout.value).at(&settings.timeout.at),
        runner: code(&settings.runs_on.value, &settings.runs_on.at),
        steps: steps::of_build(plan),
        makefile: plan.outputs.makefile.is_some(),
        scan,
    };
    Some(fill(template!("docs/building.md.j2"), &view))
}
