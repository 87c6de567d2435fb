//! What a job consists of: its steps, its outputs, and the environment of GitHub's that it runs in.

mod action;
mod build;
pub(crate) mod condition;
mod deploy;
mod drift;
mod find_image;
mod hook;
mod job;
mod notify;
mod read;
mod run;
mod scalar;
mod secret;
mod step;
mod values;

use self::run::Run;
pub use self::{
    action::StepAction,
    read::Read,
    scalar::{Content, Scalar},
    step::{Condition, Pair, Step, Uses},
};
use super::{
    Plan,
    permission::Permission,
    workflows::{Job, Work, Workflow},
};
use crate::{
    lang::yaml::Tree,
    source::{Place, Placed},
};

/// What a job consists of.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// Why there is such a job.
    pub reason: &'static str,
    /// The keys of the spec that ask for it, beside its own.
    pub at: Vec<Place>,
    /// The keys of the spec that choose its condition, beside those of the condition's terms.
    pub condition_at: Vec<Place>,
    /// The jobs that never run at the same time as it.
    pub concurrency: Option<Concurrency>,
    /// Comments above the job's own keys.
    pub comments: Vec<&'static str>,
    /// The environment of GitHub's whose secrets and protection rules the job gets.
    pub environment: Option<Environment>,
    /// What other jobs read of it.
    pub outputs: Vec<Pair>,
    /// What its token may do.
    pub permissions: Vec<Permission>,
    /// Its steps, in the order in which they run.
    pub steps: Vec<Step>,
    /// Of a job of the user's own all its keys but what it waits for.
    pub entries: Vec<(String, Placed<Tree>)>,
}

/// A concurrency group.
#[derive(Clone, Debug)]
pub struct Concurrency {
    /// Its name.
    pub group: Scalar,
    /// Whether a job of the group that still runs is cancelled.
    pub cancels: Scalar,
}

/// An environment of GitHub's.
#[derive(Clone, Debug)]
pub struct Environment {
    /// Its name.
    pub name: Scalar,
    /// The address of what is deployed there.
    pub url: Option<Scalar>,
}

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
