//! The workflows: what starts them, which jobs they have, what waits for what, what each may do.

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
    pieces::Pieces,
    steps::Contents,
    when::When,
    workflow::{DriftCheck, Workflow as Settings},
};
use crate::{
    lang::{id::JobId, make::Target, shell::Path},
    place::{Place, Placed},
};

/// A workflow.
#[derive(Clone, Debug)]
pub struct Workflow {
    /// The name of its output.
    pub output: &'static str,
    /// Where it is written.
    pub path: Placed<Path>,
    /// Its name.
    pub name: Placed<String>,
    /// What starts it.
    pub triggers: Vec<Trigger>,
    /// Its jobs, in the order in which they run.
    pub jobs: Vec<Job>,
}

/// What starts a workflow.
#[derive(Clone, Debug)]
pub enum Trigger {
    /// A push to one of the branches, unless it changes nothing but the paths.
    Push {
        /// The branches.
        branches: Vec<Placed<String>>,
        /// Files whose changes alone start nothing.
        ignore_paths: Vec<Placed<String>>,
    },
    /// What happens to a pull request.
    PullRequest {
        /// What happens to it; nothing for GitHub's own choice: opened, pushed to, opened again.
        types: Vec<&'static str>,
        /// Files whose changes alone start nothing.
        ignore_paths: Vec<Placed<String>>,
    },
    /// A time, as cron writes it.
    Schedule(Placed<String>),
    /// A person, who is asked for the inputs.
    Dispatch(Vec<Input>),
}

/// What a person is asked for.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its name.
    pub name: &'static str,
    /// What is asked.
    pub description: &'static str,
    /// What can be answered.
    pub answer: Answer,
    /// Whether an answer is needed.
    pub required: bool,
}

/// What can be answered.
#[derive(Clone, Debug)]
pub enum Answer {
    /// One of the environments.
    Environment(Vec<Placed<Target>>),
    /// Any text.
    Text,
}

/// A job.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// What the log calls it.
    pub name: String,
    /// The jobs that it waits for.
    pub needs: Vec<Placed<JobId>>,
    /// What must be true beside that.
    pub when: Option<When>,
    /// The jobs that never run at the same time.
    pub group: Option<Group>,
    /// The branches for each of which it runs once; none for a job that runs once.
    pub branches: Vec<Placed<String>>,
    /// What it does.
    pub work: Work,
    /// What it consists of, which follows from what it does.
    pub contents: Contents,
    /// Where it comes from.
    pub at: Place,
}

/// The jobs that never run at the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they have in common.
    pub of: Of,
    /// What becomes of the one that runs when the next one comes.
    pub cancels: Cancels,
}

/// What jobs of a group have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// The branch or the pull request that is built.
    Build,
    /// The branch of [`Job::branches`] whose caches are rebuilt: a group of its own, or a push that waits would be dropped.
    Branch,
    /// The app that is changed.
    App(Pieces),
    /// The job, and the branch or the pull request.
    Job,
    /// The job, and the run: there is no other like it.
    Run,
}

/// What becomes of the job of a group that runs when the next one comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cancels {
    /// It ends first.
    Never,
    /// It is stopped if it is a pull request's: only the newest commit of it counts.
    PullRequests,
    /// It is stopped.
    Always,
}

/// What a job does.
#[derive(Clone, Debug)]
pub enum Work {
    /// Holds the files against the spec.
    CheckDrift(Box<DriftCheck>),
    /// Builds, scans and pushes.
    Build(Purpose),
    /// Stops the build of a pull request.
    StopBuild,
    /// Finds the image of the tag that a person gave.
    FindImage,
    /// Deploys an image and tests it.
    Deploy(Box<Environment>),
    /// Takes an app down.
    Destroy(Box<Environment>),
    /// What the user says.
    Hook(Box<hooks::Job>),
    /// Tells people how the run ended.
    Notify(Box<Notify>),
}

impl Work {
    /// The environment that it changes.
    #[must_use]
    pub fn environment(&self) -> Option<&Environment> {
        if let Self::Deploy(environment) | Self::Destroy(environment) = self {
            Some(environment)
        } else {
            None
        }
    }
}

/// What a build is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// An image to deploy: its unique tag, and the moving ones.
    Release,
    /// Caches from nothing: the moving tags only.
    Caches,
}

/// The ids of the jobs that tvgen makes beside those of environments.
pub const OURS: &[&str] = &["build", "notify", "check_drift", "stop_build"];

/// The id of the job that makes or finds the image.
///
/// # Panics
/// Never: the id is ours.
#[must_use]
pub fn build_id() -> JobId {
    JobId::parse("build").expect("our own id is well formed")
}

/// What the workflows are decided from.
pub(super) struct Parts<'a> {
    pub(super) settings: &'a Settings,
    pub(super) outputs: &'a Outputs,
    pub(super) environments: &'a [Environment],
    pub(super) deploys: bool,
    pub(super) hooks: &'a hooks::Hooks,
    pub(super) notify: Option<&'a Notify>,
}

pub(super) fn workflows(parts: &Parts) -> Vec<Workflow> {
    let all = [
        build::workflow(parts),
        cleanup::workflow(parts),
        rebuild::workflow(parts),
        manual::workflow(parts),
    ];
    all.into_iter().flatten().collect()
}
