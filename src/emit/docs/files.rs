//! The generated files.

use super::{opening::tvgen_command, prelude::*};

use crate::lang::shell::Path;

#[derive(Serialize)]
struct View {
    render: Text<Markdown>,
    check: Text<Markdown>,
    absorb: Text<Markdown>,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    file: Text<Markdown>,
    purpose: Text<Markdown>,
}

pub(super) fn section(plan: &Plan, page: &Path) -> Text<Markdown> {
    let outputs = &plan.outputs;
    let builds = if plan.deploy.is_some() {
        "builds each push and pull request, and deploys"
    } else {
        "builds each push and pull request"
    };
    let all: [(&Option<Placed<Path>>, &str); 8] = [
        (&outputs.dockerfile, "how the image is built"),
        (&outputs.dockerignore, "which files the build ignores"),
        (&outputs.workflow, builds),
        (&outputs.review_cleanup, "deletes review apps"),
        (&outputs.cache_rebuild, "rebuilds the caches"),
        (&outputs.manual_deploy, "deploys an image that you choose"),
        (&outputs.makefile, "the commands of this page"),
        (&outputs.docs, "this page"),
    ];
    let rows = all.into_iter().filter_map(|(file, purpose)| {
        let file = file.as_ref()?;
        Some(Row {
            file: markdown::file_link(page, &file.value).with_place(&file.place),
            purpose: markdown::literal(purpose),
        })
    });
    let view = View {
        render: tvgen_command(plan, "render"),
        check: tvgen_command(plan, "check"),
        absorb: tvgen_command(plan, "absorb"),
        rows: rows.collect(),
    };
    fill(template!("docs/files.md.j2"), &view)
}
