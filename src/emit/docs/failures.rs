//! The section about failing jobs: where to look, what it means, how to go on.

use super::{
    glance::threshold,
    make::{block, make_code},
    opening::tvgen_command,
    prelude::*,
    rollback::{Rollback, rollback},
};

use crate::{
    lang::shell,
    plan::{
        notify::{ChatService, Notify},
        registries::RegistryLogin,
        scan::Scanner,
        steps::{Step, StepAction},
        workflows::{BuildPurpose, Job, JobKind, Workflow},
    },
    spec::notify::RunStatus,
};

#[derive(Serialize)]
struct View {
    deploys: bool,
    workflow: Option<WorkflowView>,
    notify: Option<NotifyView>,
    drift: Option<Drift>,
    own: Option<Text<Markdown>>,
    build: Option<Build>,
    scan: Option<Scan>,
    deployment: Option<Deployment>,
    rollback: Option<Rollback>,
}

#[derive(Serialize)]
struct WorkflowView {
    name: Text<Markdown>,
    commands: Text<Markdown>,
}

#[derive(Serialize)]
struct NotifyView {
    services: Text<Markdown>,
    endings: Text<Markdown>,
    failure: bool,
}

/// The job that checks the generated files.
#[derive(Serialize)]
struct Drift {
    job: Text<Markdown>,
    render: Text<Markdown>,
    absorb: Text<Markdown>,
}

#[derive(Serialize)]
struct Build {
    job: Text<Markdown>,
    logins: Vec<LoginView>,
    stages: Text<Markdown>,
    local: Option<Text<Markdown>>,
    is_package: bool,
    own: Option<Text<Markdown>>,
    push: Text<Markdown>,
}

#[derive(Serialize)]
struct LoginView {
    step: Text<Markdown>,
    secrets: Option<Text<Markdown>>,
}

#[derive(Serialize)]
struct Scan {
    secret: Option<Text<Markdown>>,
    step: Text<Markdown>,
    threshold: Text<Markdown>,
    rebuild: Option<Text<Markdown>>,
}

#[derive(Serialize)]
struct Deployment {
    jobs: Text<Markdown>,
    promotes: bool,
    login: Text<Markdown>,
    apply: Text<Markdown>,
    makefile: bool,
    own: Option<Text<Markdown>>,
    smoke: Option<Text<Markdown>>,
    logs: bool,
}

pub(super) fn section(plan: &Plan) -> Option<Text<Markdown>> {
    let main = find_workflow(plan, "workflow");
    let build = plan
        .jobs()
        .find(|job| matches!(job.kind, JobKind::Build(BuildPurpose::Release)));
    let view = View {
        deploys: deploys(plan),
        workflow: main.map(workflow),
        notify: plan.notify.as_ref().map(notify),
        drift: plan.jobs().find_map(|job| drift(plan, job)),
        own: main.and_then(own_jobs),
        build: build.map(|job| self::build(plan, job)),
        scan: build.and_then(|job| scan(plan, job)),
        deployment: deployment(plan),
        rollback: rollback(plan),
    };
    let is_empty = view.workflow.is_none() && view.deployment.is_none() && view.rollback.is_none();
    (!is_empty).then(|| fill(template!("docs/failures.md.j2"), &view))
}

fn find_workflow<'a>(plan: &'a Plan, output: &str) -> Option<&'a Workflow> {
    let mut workflows = plan.workflows.iter();
    workflows.find(|workflow| workflow.output == output)
}

fn workflow(workflow: &Workflow) -> WorkflowView {
    let file = workflow.path.value.as_str();
    let file = file.rsplit('/').next().unwrap_or(file);
    let list = shell::join_words(&[
        shell::literal("gh run list --status failure --workflow"),
        shell::quote(file).with_place(&workflow.path.place),
    ]);
    WorkflowView {
        name: markdown::inline(&workflow.name.value).with_place(&workflow.name.place),
        commands: block(vec![
            list,
            shell::literal("gh run view RUN_ID --log-failed"),
            shell::literal("gh run rerun RUN_ID --failed"),
        ]),
    }
}

fn notify(notify: &Notify) -> NotifyView {
    let services = notify.webhooks.iter().map(|webhook| {
        let name = match webhook.service {
            ChatService::Slack => "Slack",
            ChatService::Teams => "Microsoft Teams",
        };
        markdown::literal(name).with_place(&webhook.secret.place)
    });
    let endings = notify.on.iter().flat_map(|on| {
        let endings: &[&str] = match on.value {
            RunStatus::Failure => &["fails", "is cancelled"],
            RunStatus::Success => &["succeeds"],
        };
        let endings = endings.iter();
        endings.map(|ending| markdown::literal(ending).with_place(&on.place))
    });
    NotifyView {
        services: markdown::list(&services.collect::<Vec<_>>(), "and"),
        endings: markdown::list(&endings.collect::<Vec<_>>(), "or"),
        failure: notify.reports(RunStatus::Failure),
    }
}

fn drift(plan: &Plan, job: &Job) -> Option<Drift> {
    matches!(job.kind, JobKind::CheckDrift(_)).then(|| Drift {
        job: code(job.id.as_str(), &job.place),
        render: tvgen_command(plan, "render"),
        absorb: tvgen_command(plan, "absorb"),
    })
}

/// The service's own jobs.
fn own_jobs(workflow: &Workflow) -> Option<Text<Markdown>> {
    let jobs = workflow.jobs.iter();
    let jobs = jobs.filter(|job| matches!(job.kind, JobKind::Hook(_)));
    list_any(&codes(jobs.map(|job| (job.id.as_str(), &job.place))), "and")
}

fn build(plan: &Plan, job: &Job) -> Build {
    let steps = &job.contents.steps;
    let stages = steps.iter().filter(|step| {
        matches!(
            step.action,
            StepAction::BuildStage(_) | StepAction::BuildImage(_)
        )
    });
    let logins = steps.iter().filter_map(|step| {
        let StepAction::LogIn(repository) = &step.action else {
            return None;
        };
        let mut registries = plan.registries.iter();
        let registry = registries.find(|one| one.repository.value == repository.value)?;
        Some(LoginView {
            step: bold(step),
            secrets: match &registry.login {
                RegistryLogin::GithubToken => None,
                RegistryLogin::Password { username, password } => {
                    let secrets = [username, password];
                    let secrets = secrets.map(|secret| (secret.value.as_str(), &secret.place));
                    list_any(&codes(secrets), "and")
                }
            },
        })
    });
    Build {
        job: code(job.id.as_str(), &job.place),
        logins: logins.collect(),
        stages: markdown::list(&stages.map(bold).collect::<Vec<_>>(), "and"),
        local: plan
            .outputs
            .makefile
            .as_ref()
            .map(|_| make_code(plan, "build-local-image")),
        is_package: plan
            .registries
            .iter()
            .any(|registry| matches!(registry.login, RegistryLogin::GithubToken)),
        own: own_steps(plan, [job]),
        push: find_step(job, |action| matches!(action, StepAction::Push))
            .unwrap_or_else(|| markdown::literal("")),
    }
}

fn scan(plan: &Plan, job: &Job) -> Option<Scan> {
    let rebuild = find_workflow(plan, "cache_rebuild");
    let scan = plan.scan.as_ref()?;
    let secret = match &scan.scanner.value {
        Scanner::Snyk(secret) => Some(code(secret.value.as_str(), &secret.place)),
        Scanner::Trivy => None,
    };
    Some(Scan {
        secret,
        step: find_step(job, |action| matches!(action, StepAction::Scan))?,
        threshold: threshold(scan),
        rebuild: rebuild.map(|workflow| {
            markdown::inline(&workflow.name.value).with_place(&workflow.name.place)
        }),
    })
}

fn deployment(plan: &Plan) -> Option<Deployment> {
    let mut jobs: Vec<&Job> = Vec::new();
    for job in plan.jobs() {
        let is_known = jobs.iter().any(|known| known.id == job.id);
        if matches!(job.kind, JobKind::Deploy(_)) && !is_known {
            jobs.push(job);
        }
    }
    let first = jobs.first()?;
    let ids = codes(jobs.iter().map(|job| (job.id.as_str(), &job.place)));
    let makefile = plan.outputs.makefile.is_some();
    Some(Deployment {
        promotes: promotes(plan),
        jobs: markdown::list(&ids, "or"),
        login: find_step(first, |action| matches!(action, StepAction::LogInToAzure))?,
        apply: find_step(first, |action| matches!(action, StepAction::Apply))?,
        makefile,
        own: own_steps(plan, jobs.iter().copied()),
        smoke: find_step(first, |action| matches!(action, StepAction::SmokeTest)),
        logs: makefile && plan.environments.iter().any(|one| one.cluster.is_some()),
    })
}

/// The service's own steps of `jobs`, each once.
fn own_steps<'a>(plan: &Plan, jobs: impl IntoIterator<Item = &'a Job>) -> Option<Text<Markdown>> {
    let steps = jobs.into_iter().flat_map(|job| &job.contents.steps);
    let names = steps.filter_map(|step| {
        let StepAction::Hook(index) = step.action else {
            return None;
        };
        let name = &plan.hooks.steps[index].name;
        Some(enclose(
            "**",
            markdown::inline(&name.value).with_place(&name.place),
            "**",
        ))
    });
    let names = group_by_text(names, Text::clone).into_iter();
    let names: Vec<Text<Markdown>> = names.map(|(name, _)| name).collect();
    list_any(&names, "and")
}

/// The name of the step of `job` whose action `is_wanted`.
fn find_step(job: &Job, is_wanted: impl Fn(&StepAction) -> bool) -> Option<Text<Markdown>> {
    let mut steps = job.contents.steps.iter();
    steps.find(|step| is_wanted(&step.action)).map(bold)
}

/// The name of `step`, in bold.
fn bold(step: &Step) -> Text<Markdown> {
    enclose(
        "**",
        markdown::inline(step.name.literal().unwrap_or_default()),
        "**",
    )
}
