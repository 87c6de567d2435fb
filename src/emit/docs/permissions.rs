//! The permissions of each job's token.

use super::prelude::*;

use crate::{
    plan::{
        permission::Permission,
        workflows::{Job, JobKind, Workflow},
    },
    spec::hooks::Access,
};

#[derive(Serialize)]
struct View {
    several: bool,
    workflows: Vec<WorkflowView>,
}

#[derive(Serialize)]
struct WorkflowView {
    name: Text<Markdown>,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    jobs: Text<Markdown>,
    permissions: Text<Markdown>,
}

pub(super) fn section(plan: &Plan) -> Option<Text<Markdown>> {
    let view = View {
        several: plan.workflows.len() > 1,
        workflows: plan.workflows.iter().map(workflow).collect(),
    };
    (!view.workflows.is_empty()).then(|| fill(template!("docs/permissions.md.j2"), &view))
}

fn workflow(workflow: &Workflow) -> WorkflowView {
    let groups = group_by_text(&workflow.jobs, |job| permissions(job));
    let rows = groups.into_iter().map(|(permissions, jobs)| {
        let ids = codes(jobs.iter().map(|job| (job.id.as_str(), &job.place)));
        Row {
            jobs: markdown::list(&ids, "and"),
            permissions,
        }
    });
    WorkflowView {
        name: markdown::inline(&workflow.name.value).with_place(&workflow.name.place),
        rows: rows.collect(),
    }
}

fn permissions(job: &Job) -> Text<Markdown> {
    if matches!(job.kind, JobKind::Hook(_)) {
        return markdown::literal("set in the spec");
    }
    let permissions: Vec<_> = job.contents.permissions.iter().map(permission).collect();
    if permissions.is_empty() {
        markdown::literal("none")
    } else {
        markdown::join(&permissions, "; ")
    }
}

fn permission(permission: &Permission) -> Text<Markdown> {
    let access = match permission.access {
        Access::Read => "read",
        Access::Write => "write",
    };
    let scope = markdown::cell(&format!("{}: {access}", permission.scope));
    let text = markdown::concat(&[
        scope,
        markdown::literal(" "),
        markdown::inline(&permission.reason),
    ]);
    let places = permission.places.iter();
    places.fold(text, |text, place| text.with_place(place))
}
