//! Plans the contents of a job: its steps, outputs and permissions, and its GitHub environment.

mod build;
mod deploy;
mod drift;
mod find_image;
mod hook;
mod job;
mod job_context;
mod login;
mod notify;
mod secret;
mod values;

use self::job_context::JobContext;
use super::{
    Plan,
    permission::Permission,
    steps::{
        Concurrency, Condition, Content, Environment, JobContents, Pair, Scalar, Step, StepAction,
        Uses, condition,
    },
    workflows::{BuildPurpose, Job, JobKind, Workflow},
};

/// Plans the contents of `job` of `workflow`.
pub(super) fn plan_contents(plan: &Plan, workflow: &Workflow, job: &Job) -> JobContents {
    let context = JobContext::new(plan, workflow, job);
    let with_steps = |steps| JobContents {
        steps,
        ..JobContents::default()
    };
    let (reason, contents) = match &job.kind {
        JobKind::CheckDrift(drift) => (
            "Stale files and hand edits are found here, before anything is built from them.",
            with_steps(drift::steps(&context, drift)),
        ),
        JobKind::Build(purpose) => (
            match purpose {
                BuildPurpose::Release => {
                    "One job builds, scans and pushes the image, so that every environment runs the same image."
                }
                BuildPurpose::Caches => {
                    "Every stage is regularly rebuilt without a cache, because caches keep outdated packages."
                }
            },
            build::contents(&context, *purpose),
        ),
        JobKind::StopBuild => (
            "A build that is still running for the pull request would deploy the app again after its deletion.",
            with_steps(vec![build::stop_step()]),
        ),
        JobKind::FindImage => (
            "A manual deployment builds nothing: the image must already be in the registry.",
            find_image::contents(&context),
        ),
        JobKind::Deploy(environment) => (
            "Each environment has its own job, so that it can wait for other environments and have its own secrets.",
            deploy::contents(&context, environment),
        ),
        JobKind::Destroy(environment) => (
            "A review app costs money while it runs, so it is deleted as soon as its pull request no longer needs it.",
            deploy::destroy_contents(&context, environment),
        ),
        JobKind::Hook(hook) => (
            "Your own job, from `hooks.jobs`.",
            JobContents {
                entries: hook::job_entries(&context, hook),
                ..JobContents::default()
            },
        ),
        JobKind::Notify(notify) => (
            "The last job waits for all others, so that it can report the result of the whole run.",
            with_steps(notify::steps(&context, notify)),
        ),
    };
    JobContents {
        permissions: permissions(&contents.steps),
        reason,
        places: job::trigger_place(&context).into_iter().collect(),
        condition_places: job::condition_places(&context),
        concurrency: job
            .group
            .as_ref()
            .map(|group| job::concurrency(&context, group)),
        ..contents
    }
}

/// The permissions that `steps` need, those of the user's own steps last.
fn permissions(steps: &[Step]) -> Vec<Permission> {
    let is_custom = |step: &&Step| matches!(step.action, StepAction::Hook(_));
    let (custom, generated): (Vec<&Step>, Vec<&Step>) = steps.iter().partition(is_custom);
    let mut all = Vec::new();
    for permission in generated
        .iter()
        .chain(&custom)
        .flat_map(|step| &step.permissions)
    {
        permission.merge_into(&mut all);
    }
    all
}
