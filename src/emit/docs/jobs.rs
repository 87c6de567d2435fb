//! The jobs of each workflow: what they wait for, and what their tokens may do.

use super::prelude::*;

use crate::{
    plan::{
        permission::Permission,
        workflows::{Job, Work, Workflow},
    },
    spec::hooks::Access,
};

#[derive(Serialize)]
struct View {
    workflows: Vec<WorkflowView>,
}

#[derive(Serialize)]
struct WorkflowView {
    name: Text<Markdown>,
    jobs: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    id: Text<Markdown>,
    does: Text<Markdown>,
    needs: Option<Text<Markdown>>,
    may: Option<Text<Markdown>>,
}

pub(super) fn section(plan: &Plan) -> Option<Text<Markdown>> {
    let view = View {
        workflows: plan.workflows.iter().map(workflow).collect(),
    };
    (!view.workflows.is_empty()).then(|| fill(template!("docs/jobs.md.j2"), &view))
}

fn workflow(workflow: &Workflow) -> WorkflowView {
    WorkflowView {
        name: markdown::inline(&workflow.name.value).at(&workflow.name.at),
        jobs: workflow.jobs.iter().map(row).collect(),
    }
}

fn row(job: &Job) -> Row {
    let needs = job.needs.iter();
    let needs: Vec<Text<Markdown>> = needs
        .map(|need| code(need.value.as_str(), &need.at))
        .collect();
    let may: Vec<Text<Markdown>> = job.contents.permissions.iter().map(permission).collect();
    let is_own = matches!(job.work, Work::Hook(_));
    Row {
        id: code(job.id.as_str(), &job.at),
        does: markdown::inline(&job.name).at(&job.at),
        needs: said(&needs, "and"),
        may: if is_own {
            Some(markdown::literal("what the spec's own job says"))
        } else {
            (!may.is_empty()).then(|| markdown::join(&may, "; "))
        },
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
    permission.at.iter().fold(text, |text, at| text.at(at))
}
