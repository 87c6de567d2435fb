//! What a job consists of: its steps, its outputs, and the environment of GitHub's that it runs in.

mod action;
pub(crate) mod condition;
mod read;
mod scalar;
mod step;

pub use self::{
    action::StepAction,
    read::Read,
    scalar::{Content, Scalar},
    step::{Condition, Pair, Step, Uses},
};
use super::permission::Permission;
use crate::{
    lang::yaml::Tree,
    place::{Place, Placed},
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
