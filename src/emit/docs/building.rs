//! The steps of the build job, and the scan.

use super::{glance, make::make_code, prelude::*, steps};

use crate::{lang::shell::Path, plan::scan::Scanner};

#[derive(Serialize)]
struct View {
    file: Text<Markdown>,
    timeout: Text<Markdown>,
    runner: Text<Markdown>,
    steps: Vec<Text<Markdown>>,
    local: Option<Text<Markdown>>,
    deploys: bool,
    scan: Option<Scan>,
}

#[derive(Serialize)]
struct Scan {
    scanner: Text<Markdown>,
    threshold: Text<Markdown>,
    needs_secret: bool,
    args: Option<Text<Markdown>>,
}

pub(super) fn section(plan: &Plan, page: &Path) -> Option<Text<Markdown>> {
    let file = plan.outputs.workflow.as_ref()?;
    let settings = &plan.workflow;
    let scan = plan.scan.as_ref().map(|scan| Scan {
        scanner: glance::scanner(scan),
        threshold: glance::threshold(scan),
        needs_secret: matches!(scan.scanner.value, Scanner::Snyk(_)),
        args: (!scan.args.is_empty()).then(|| list_codes(&scan.args)),
    });
    let view = View {
        file: markdown::file_link(page, &file.value).with_place(&file.place),
        timeout: markdown::number(settings.timeout.value).with_place(&settings.timeout.place),
        runner: code(&settings.runs_on.value, &settings.runs_on.place),
        steps: steps::list_build_steps(plan),
        local: plan
            .outputs
            .makefile
            .as_ref()
            .map(|_| make_code(plan, "build-local-image")),
        deploys: deploys(plan),
        scan,
    };
    Some(fill(template!("docs/building.md.j2"), &view))
}
