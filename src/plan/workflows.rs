//! Plans the workflows: their triggers, their jobs and the dependencies between them.

mod build;
mod cleanup;
mod deploy;
mod hook;
mod manual;
mod notify;
mod rebuild;

use super::{
    environments::Environment,
    hooks,
    notify::Notify,
    outputs::Outputs,
    segments::ResolvedTemplate,
    steps::JobContents,
    when::When,
    workflow_settings::{DriftCheck, WorkflowSettings as Settings},
};
use crate::{
    lang::{id::JobId, make::Target, shell::Path},
    place::{Place, Placed},
};

/// A workflow.
#[derive(Clone, Debug)]
pub struct Workflow {
    /// The key of its output in `[outputs]`.
    pub output: &'static str,
    /// The path of its file.
    pub path: Placed<Path>,
    /// The name.
    pub name: Placed<String>,
    /// The events that start it.
    pub triggers: Vec<Trigger>,
    /// The jobs, in the order in which they run.
    pub jobs: Vec<Job>,
}

/// An event that starts a workflow.
#[derive(Clone, Debug)]
pub enum Trigger {
    /// A push to one of the branches.
    Push {
        /// The branches.
        branches: Vec<Placed<String>>,
        /// Paths whose changes alone do not start it.
        ignore_paths: Vec<Placed<String>>,
    },
    /// An activity on a pull request.
    PullRequest {
        /// The activity types; empty for GitHub's default: opened, synchronize and reopened.
        types: Vec<&'static str>,
        /// Paths whose changes alone do not start it.
        ignore_paths: Vec<Placed<String>>,
    },
    /// A cron schedule.
    Schedule(Placed<String>),
    /// A manual run with inputs.
    Dispatch(Vec<Input>),
}

/// An input of a manual run.
#[derive(Clone, Debug)]
pub struct Input {
    /// The name.
    pub name: &'static str,
    /// The label in GitHub's form.
    pub description: &'static str,
    /// The type of its value.
    pub kind: InputKind,
    /// Whether a value is required.
    pub required: bool,
}

/// The type of an input.
#[derive(Clone, Debug)]
pub enum InputKind {
    /// One of the environments.
    Environment(Vec<Placed<Target>>),
    /// Any text.
    Text,
}

/// A job.
#[derive(Clone, Debug)]
pub struct Job {
    /// The id.
    pub id: JobId,
    /// The display name.
    pub name: String,
    /// The jobs that it waits for.
    pub needs: Vec<Placed<JobId>>,
    /// The condition, in addition to `needs`.
    pub when: Option<When>,
    /// The concurrency group.
    pub group: Option<ConcurrencyGroup>,
    /// The branches of its matrix; empty for a job that runs once.
    pub matrix_branches: Vec<Placed<String>>,
    /// The kind of job.
    pub kind: JobKind,
    /// The steps and other keys, which follow from its kind.
    pub contents: JobContents,
    /// Its place in the spec.
    pub place: Place,
}

/// A concurrency group: its jobs never run at the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConcurrencyGroup {
    /// The value that its jobs share.
    pub key: ConcurrencyKey,
    /// Whether the next job cancels the running one.
    pub cancel_policy: CancelPolicy,
}

/// The value that the jobs of a concurrency group share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConcurrencyKey {
    /// The branch or pull request that is built.
    Build,
    /// The branch of [`Job::matrix_branches`] whose caches are rebuilt. A rebuild is not in the build's group, because
    /// it would cancel the pending build of a push.
    Branch,
    /// The app that is changed.
    App(ResolvedTemplate),
    /// The job, and the branch or pull request.
    Job,
    /// The job and the run: the group has no other job.
    Run,
}

/// Whether the next job of a group cancels the running one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CancelPolicy {
    /// The running job finishes first.
    Never,
    /// The next job cancels the running job of a pull request, where only the newest commit counts.
    PullRequests,
    /// The next job cancels the running job.
    Always,
}

/// The kind of a job.
#[derive(Clone, Debug)]
pub enum JobKind {
    /// Checks that generated files match the spec.
    CheckDrift(Box<DriftCheck>),
    /// Builds, scans and pushes.
    Build(BuildPurpose),
    /// Cancels the build of a pull request.
    StopBuild,
    /// Finds the image of the tag that was entered.
    FindImage,
    /// Deploys an image and tests it.
    Deploy(Box<Environment>),
    /// Deletes an app.
    Destroy(Box<Environment>),
    /// The user's own job.
    Hook(Box<hooks::Job>),
    /// Reports the result of the run.
    Notify(Box<Notify>),
}

impl JobKind {
    /// The environment that the job changes.
    #[must_use]
    pub fn environment(&self) -> Option<&Environment> {
        if let Self::Deploy(environment) | Self::Destroy(environment) = self {
            Some(environment)
        } else {
            None
        }
    }
}

/// The purpose of a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuildPurpose {
    /// An image to deploy: its unique tag and the moving tags.
    Release,
    /// Rebuilt caches: the moving tags only.
    Caches,
}

/// The ids of generated jobs, except those of environments.
pub const GENERATED_JOB_IDS: &[&str] = &["build", "notify", "check_drift", "stop_build"];

/// The id of the job that builds or finds the image.
///
/// # Panics
/// Never: the id is valid.
#[must_use]
pub fn build_job_id() -> JobId {
    JobId::parse("build").expect("the id is valid")
}

/// The parts of the plan that workflows depend on.
pub(super) struct WorkflowInputs<'a> {
    pub(super) settings: &'a Settings,
    pub(super) outputs: &'a Outputs,
    pub(super) environments: &'a [Environment],
    pub(super) deploys: bool,
    pub(super) hooks: &'a hooks::Hooks,
    pub(super) notify: Option<&'a Notify>,
}

pub(super) fn plan_workflows(inputs: &WorkflowInputs) -> Vec<Workflow> {
    let all = [
        build::plan_workflow(inputs),
        cleanup::plan_workflow(inputs),
        rebuild::plan_workflow(inputs),
        manual::plan_workflow(inputs),
    ];
    all.into_iter().flatten().collect()
}
