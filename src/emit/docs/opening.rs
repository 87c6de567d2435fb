//! The title and the introduction.

use super::prelude::*;

#[derive(Serialize)]
struct View {
    title: Text<Markdown>,
    deploys: bool,
    spec: Text<Markdown>,
    render: Text<Markdown>,
}

pub(super) fn opening(plan: &Plan) -> Text<Markdown> {
    let view = View {
        title: markdown::inline(&plan.service.title.value).with_place(&plan.service.title.place),
        deploys: deploys(plan),
        spec: markdown::cell(plan.spec_file.as_deref().unwrap_or("tvgen.toml")),
        render: tvgen_command(plan, "render"),
    };
    fill(template!("docs/opening.md.j2"), &view)
}

/// A tvgen command on the spec.
pub(super) fn tvgen_command(plan: &Plan, command: &'static str) -> Text<Markdown> {
    markdown::cell(&match &plan.spec_file {
        Some(file) => format!("tvgen {command} {file}"),
        None => format!("tvgen {command}"),
    })
}
