//! The way of a change: each workflow as a picture, and in words.

use super::{diagram::diagram, phrase, prelude::*};

use crate::{
    lang::shell::Path,
    plan::{
        environments::Environment,
        workflows::{Trigger, Workflow},
    },
    spec::environments::On,
};

#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a paragraph")]
struct View {
    workflow: Option<WorkflowView>,
    branches: Text<Markdown>,
    trunk: Text<Markdown>,
    ignored: Option<Text<Markdown>>,
    check_drift: Option<Text<Markdown>>,
    bots: bool,
    deploys: bool,
    environments: Vec<EnvironmentView>,
    tested: bool,
    cleanup: Option<WorkflowView>,
    rebuild: Option<WorkflowView>,
    cron: Option<Text<Markdown>>,
    manual: Option<WorkflowView>,
    beside: bool,
}

#[derive(Serialize)]
struct WorkflowView {
    name: Text<Markdown>,
    file: Text<Markdown>,
    diagram: Text<Markdown>,
}

#[derive(Serialize)]
struct EnvironmentView {
    name: Text<Markdown>,
    manual: bool,
    when: Text<Markdown>,
    after: Option<Text<Markdown>>,
}

pub(super) fn section(plan: &Plan, page: &Path) -> Text<Markdown> {
    let found = |output: &str| {
        let workflow = plan.workflows.iter().find(|one| one.output == output)?;
        Some(view(workflow, page))
    };
    let settings = &plan.workflow;
    let branches = settings.branches.iter();
    let branches = codes(branches.map(|branch| (branch.value.as_str(), &branch.at)));
    let ignored: Vec<Text<Markdown>> = settings
        .ignore_paths
        .iter()
        .map(|path| code(&path.value, &path.at))
        .collect();
    let rebuild = plan
        .workflows
        .iter()
        .find(|one| one.output == "cache_rebuild");
    let cron = rebuild.and_then(|workflow| {
        workflow.triggers.iter().find_map(|trigger| match trigger {
            Trigger::Schedule(cron) => Some(code(&cron.value, &cron.at)),
            Trigger::Push { .. } | Trigger::PullRequest { .. } | Trigger::Dispatch(_) => None,
        })
    });
    let (cleanup, rebuild, manual) = (
        found("review_cleanup"),
        found("cache_rebuild"),
        found("manual_deploy"),
    );
    let deploys = plan.deploy.is_some();
    let view = View {
        workflow: found("workflow"),
        trunk: code(&settings.branches[0].value, &settings.branches[0].at),
        branches: markdown::list(&branches, "or"),
        ignored: said(&ignored, "and"),
        check_drift: settings
            .check_drift
            .as_ref()
            .map(|check| markdown::code("tvgen check").at(&check.at)),
        bots: settings.trusts_bots,
        deploys,
        environments: plan
            .environments
            .iter()
            .filter(|_| deploys)
            .map(environment)
            .collect(),
        tested: plan.smoke_test.is_some(),
        beside: cleanup.is_some() || rebuild.is_some() || manual.is_some(),
        cleanup,
        rebuild,
        cron,
        manual,
    };
    fill(template!("docs/change.md.j2"), &view)
}

fn view(workflow: &Workflow, page: &Path) -> WorkflowView {
    WorkflowView {
        name: markdown::inline(&workflow.name.value).at(&workflow.name.at),
        file: markdown::file(page, &workflow.path.value).at(&workflow.path.at),
        diagram: markdown::diagram(&diagram(workflow)),
    }
}

fn environment(environment: &Environment) -> EnvironmentView {
    let after: Vec<Text<Markdown>> = environment
        .after
        .iter()
        .map(|name| code(name.value.as_str(), &name.at))
        .collect();
    EnvironmentView {
        name: code(environment.name.as_str(), &environment.at),
        manual: environment.on.value == On::Manual,
        when: phrase::markdown(&phrase::brief(&environment.when)),
        after: said(&after, "and"),
    }
}
