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
    workflows::{Job, Work, Workflow},
};

/// What `job` of `workflow` consists of.
pub(super) fn contents(plan: &Plan, workflow: &Workflow, job: &Job) -> Contents {
    let run = Run::new(plan, workflow, job);
    let of_steps = |steps| Contents {
        steps,
        ..Contents::default()
    };
    let of_work = match &job.work {
        Work::CheckDrift(drift) => of_steps(drift::steps(&run, drift)),
        Work::Build(purpose) => build::contents(&run, *purpose),
        Work::StopBuild => of_steps(vec![build::stop()]),
        Work::FindImage => find_image::contents(&run),
        Work::Deploy(environment) => deploy::contents(&run, environment),
        Work::Destroy(environment) => deploy::contents_of_destroy(&run, environment),
        Work::Hook(hook) => Contents {
            entries: hook::entries(&run, hook),
            ..Contents::default()
        },
        Work::Notify(notify) => of_steps(notify::steps(&run, notify)),
    };
    Contents {
        permissions: permissions(&of_work.steps),
        reason: job::reason(&job.work),
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
