//! The files that are made from the spec.

use super::prelude::*;

use crate::lang::shell::Path;

#[derive(Serialize)]
struct View {
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    file: Text<Markdown>,
    what: Text<Markdown>,
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
        (&outputs.dockerignore, "what is kept out of the build"),
        (&outputs.workflow, builds),
        (&outputs.review_cleanup, "takes review apps down"),
        (&outputs.cache_rebuild, "rebuilds the caches from nothing"),
        (&outputs.manual_deploy, "deploys an image of your choice"),
        (&outputs.makefile, "the commands above"),
        (&outputs.docs, "this page"),
    ];
    let rows = all.into_iter().filter_map(|(file, what)| {
        let file = file.as_ref()?;
        Some(Row {
            file: markdown::file(page, &file.value).at(&file.at),
            what: markdown::literal(what),
        })
    });
    let view = View {
        rows: rows.collect(),
    };
    fill(template!("docs/files.md.j2"), &view)
}
