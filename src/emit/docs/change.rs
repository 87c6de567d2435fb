//! How a change gets from a commit to the environments: the workflows as diagrams and in words.

use super::{
    diagram::{diagram, is_chain},
    glance, phrase,
    prelude::*,
    schedule,
};

use crate::{
    lang::shell::Path,
    plan::{
        environments::Environment,
        workflows::{Job, JobKind, Trigger, Workflow},
    },
    spec::environments::On,
};

#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each chooses a sentence")]
struct View {
    workflow: Option<WorkflowView>,
    branches: Text<Markdown>,
    ignored: Option<Text<Markdown>>,
    drift_job: Option<Text<Markdown>>,
    build_job: Option<Text<Markdown>>,
    scanner: Option<Text<Markdown>>,
    image: Option<Text<Markdown>>,
    trusts_bots: bool,
    deploys: bool,
    environments: Vec<EnvironmentView>,
    has_smoke_test: bool,
    has_others: bool,
    cleanup: Option<WorkflowView>,
    label: Option<Text<Markdown>>,
    rebuild: Option<WorkflowView>,
    schedule: Option<Text<Markdown>>,
    manual: Option<WorkflowView>,
    reviews: bool,
    trunk: Text<Markdown>,
}

#[derive(Serialize)]
struct WorkflowView {
    name: Text<Markdown>,
    file: Text<Markdown>,
    diagram: Text<Markdown>,
    chain: Option<Text<Markdown>>,
}

#[derive(Serialize)]
struct EnvironmentView {
    name: Text<Markdown>,
    is_manual: bool,
    when: Text<Markdown>,
    after: Option<Text<Markdown>>,
}

pub(super) fn section(plan: &Plan, page: &Path) -> Text<Markdown> {
    let find = |output: &str| plan.workflows.iter().find(|one| one.output == output);
    let settings = &plan.workflow;
    let branches = settings.branches.iter();
    let branches = codes(branches.map(|branch| (branch.value.as_str(), &branch.place)));
    let ignored = settings.ignore_paths.iter();
    let ignored = codes(ignored.map(|path| (path.value.as_str(), &path.place)));
    let main = find("workflow");
    let find_job = |is_wanted: fn(&JobKind) -> bool| {
        let mut jobs = main.into_iter().flat_map(|workflow| &workflow.jobs);
        let job = jobs.find(|job| is_wanted(&job.kind))?;
        Some(code(job.id.as_str(), &job.place))
    };
    let triggers = find("cache_rebuild")
        .into_iter()
        .flat_map(|one| &one.triggers);
    let mut schedules = triggers.filter_map(|trigger| match trigger {
        Trigger::Schedule(cron) => Some(schedule::markdown(cron)),
        Trigger::Push { .. } | Trigger::PullRequest { .. } | Trigger::Dispatch(_) => None,
    });
    let label = plan.environments.iter().find_map(|one| one.when.label());
    let repository = plan.registries.first().map(|registry| &registry.repository);
    let others = ["review_cleanup", "cache_rebuild", "manual_deploy"].map(find);
    let has_others = others.iter().any(Option::is_some);
    let [cleanup, rebuild, manual] = others.map(|workflow| Some(view(workflow?, page)));
    let deploys = deploys(plan);
    let view = View {
        workflow: main.map(|workflow| view(workflow, page)),
        branches: markdown::list(&branches, "or"),
        ignored: list_any(&ignored, "and"),
        drift_job: find_job(|kind| matches!(kind, JobKind::CheckDrift(_))),
        build_job: find_job(|kind| matches!(kind, JobKind::Build(_))),
        scanner: plan.scan.as_ref().map(glance::scanner),
        image: repository.map(|repository| code(repository.value.as_str(), &repository.place)),
        trusts_bots: settings.trusts_bots,
        deploys,
        environments: plan
            .environments
            .iter()
            .filter(|_| deploys)
            .map(environment)
            .collect(),
        has_smoke_test: deploys && plan.smoke_test.is_some(),
        has_others,
        cleanup,
        label: label.map(|label| code(&label.value, &label.place)),
        rebuild,
        schedule: schedules.next(),
        manual,
        reviews: plan
            .environments
            .iter()
            .any(|one| one.on.value == On::PullRequest),
        trunk: code(&settings.branches[0].value, &settings.branches[0].place),
    };
    fill(template!("docs/change.md.j2"), &view)
}

fn view(workflow: &Workflow, page: &Path) -> WorkflowView {
    let id = |job: &Job| code(job.id.as_str(), &job.place);
    let jobs: Vec<Text<Markdown>> = workflow.jobs.iter().map(id).collect();
    WorkflowView {
        name: markdown::inline(&workflow.name.value).with_place(&workflow.name.place),
        file: markdown::file_link(page, &workflow.path.value).with_place(&workflow.path.place),
        diagram: markdown::diagram(&diagram(workflow)),
        chain: is_chain(workflow).then(|| {
            let start = match jobs.len() {
                1 => "Its only job is ",
                _ => "Its jobs run one after the other: ",
            };
            enclose(start, markdown::join(&jobs, ", "), ".")
        }),
    }
}

fn environment(environment: &Environment) -> EnvironmentView {
    let after = environment.after.iter();
    let after = codes(after.map(|name| (name.value.as_str(), &name.place)));
    EnvironmentView {
        name: code(environment.name.as_str(), &environment.place),
        is_manual: environment.on.value == On::Manual,
        when: phrase::markdown(&phrase::describe_briefly(&environment.when)),
        after: list_any(&after, "and"),
    }
}
