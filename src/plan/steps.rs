//! The contents of a job: its steps, outputs and permissions, and its GitHub environment.

mod action;
pub(crate) mod condition;
mod references;
mod scalar;
mod step;

pub use self::{
    action::StepAction,
    references::ContextReference,
    scalar::{Content, Scalar},
    step::{Condition, Pair, Step, Uses},
};
use super::permission::Permission;
use crate::{
    lang::yaml::Tree,
    place::{Place, Placed},
};

/// The contents of a job.
#[derive(Clone, Debug, Default)]
pub struct JobContents {
    /// The reason for the job.
    pub reason: &'static str,
    /// The keys of the spec that it depends on, in addition to its own.
    pub places: Vec<Place>,
    /// The keys of the spec that set the job's condition, in addition to the keys that set the condition's terms.
    pub condition_places: Vec<Place>,
    /// The concurrency group.
    pub concurrency: Option<Concurrency>,
    /// Comments above the job's own keys.
    pub comments: Vec<&'static str>,
    /// The GitHub environment whose secrets and protection rules apply.
    pub environment: Option<Environment>,
    /// The outputs for other jobs.
    pub outputs: Vec<Pair>,
    /// The permissions of its token.
    pub permissions: Vec<Permission>,
    /// The steps, in the order in which they run.
    pub steps: Vec<Step>,
    /// All keys of the user's own job except `needs`.
    pub entries: Vec<(String, Placed<Tree>)>,
}

/// A concurrency group.
#[derive(Clone, Debug)]
pub struct Concurrency {
    /// The name.
    pub group: Scalar,
    /// Whether a running job of the group is cancelled.
    pub cancel_in_progress: Scalar,
}

/// A GitHub environment.
#[derive(Clone, Debug)]
pub struct Environment {
    /// The name.
    pub name: Scalar,
    /// The URL of the deployed app.
    pub url: Option<Scalar>,
}
