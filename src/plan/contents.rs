//! Decides what a job consists of: its steps, its outputs, and the environment of GitHub's that it runs in.

mod build;
mod deploy;
mod drift;
mod find_image;
mod hook;
mod job;
mod login;
mod notify;
mod run;
mod secret;
mod values;

use self::run::Run;
use super::{
    Plan,
    permission::Permission,
    steps::{
        Concurrency, Condition, Content, Contents, Environment, Pair, Scalar, Step, StepAction,
        Uses, condition,
    },
    workflows::{Job, Purpose, Work, Workflow},
};

/// What `job` of `workflow` consists of.
pub(super) fn contents(plan: &Plan, workflow: &Workflow, job: &Job) -> Contents {
    let run = Run::new(plan, workflow, job);
    let of_steps = |steps| Contents {
        steps,
        ..Contents::default()
    };
    let (reason, of_work) = match &job.work {
        Work::CheckDrift(drift) => (
            "Files that are not what the spec says are found here, before anything is built from them.",
            of_steps(drift::steps(&run, drift)),
        ),
        Work::Build(purpose) => (
            match purpose {
                Purpose::Release => {
                    "One job builds the image, scans it and pushes it, so that every environment runs the same image."
                }
                Purpose::Caches => {
                    "Every stage is built from nothing now and then, so that caches do not keep packages that are out of date."
                }
            },
            build::contents(&run, *purpose),
        ),
        Work::StopBuild => (
            "A build of the pull request that still runs would deploy the app again after it is taken down.",
            of_steps(vec![build::stop()]),
        ),
        Work::FindImage => (
            "Nothing is built by hand: the image that is deployed must have been built and pushed before.",
            find_image::contents(&run),
        ),
        Work::Deploy(environment) => (
            "Each environment has a job of its own, so that it can wait for others and have secrets of its own.",
            deploy::contents(&run, environment),
        ),
        Work::Destroy(environment) => (
            "A review app costs money until it is taken down, so it is as soon as its pull request is done with it.",
            deploy::contents_of_destroy(&run, environment),
        ),
        Work::Hook(hook) => (
            "A job of your own, from `hooks.jobs`.",
            Contents {
                entries: hook::entries(&run, hook),
                ..Contents::default()
            },
        ),
        Work::Notify(notify) => (
            "The last job waits for all others, so that it can tell how the whole run ended.",
            of_steps(notify::steps(&run, notify)),
        ),
    };
    Contents {
        permissions: permissions(&of_work.steps),
        reason,
        at: job::asked_at(&run).into_iter().collect(),
        condition_at: job::condition_at(&run),
        concurrency: job
            .group
            .as_ref()
            .map(|group| job::concurrency(&run, group)),
        ..of_work
    }
}

/// What `steps` need of the job's token; the steps of the user's own last.
fn permissions(steps: &[Step]) -> Vec<Permission> {
    let is_own = |step: &&Step| matches!(step.action, StepAction::Hook(_));
    let (own, ours): (Vec<&Step>, Vec<&Step>) = steps.iter().partition(is_own);
    let mut all = Vec::new();
    for permission in ours.iter().chain(&own).flat_map(|step| &step.permissions) {
        permission.add_to(&mut all);
    }
    all
}
