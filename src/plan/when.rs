//! Conditions as data: printed as GitHub's expressions, and whatever else must agree with them.

use crate::{
    lang::{make::Target, yaml::JobId},
    source::Placed,
};

/// What must be true of the event that started a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// A push to a branch.
    Push,
    /// Something happened to a pull request.
    PullRequest,
    /// The branch that was pushed.
    Branch(Placed<String>),
    /// The pull request has the label.
    Label(Placed<String>),
    /// What happened is that a label was put on the pull request.
    Labelled,
    /// The label that was put on.
    LabelPutOn(Placed<String>),
    /// The pull request comes from this repository, not from a fork.
    OwnRepository,
    /// The pull request was opened by a bot.
    Bot,
    /// A bot caused the event, for example by pushing to a person's pull request.
    SentByBot,
    /// The label that was taken off.
    LabelTakenOff(Placed<String>),
    /// The pull request was closed.
    Closed,
    /// A person started the run.
    ByHand,
    /// A person chose the environment.
    Chosen(Target),
    /// A job that this one waits for failed, or one that those wait for.
    Failed,
    /// The run was cancelled.
    Cancelled,
    /// A job that this one waits for was cancelled: it timed out, or a newer job of its concurrency group replaced it.
    JobCancelled,
    /// The job was run, and did not fail.
    Succeeded(JobId),
    /// The opposite.
    Not(Box<When>),
    /// All of them.
    All(Vec<When>),
    /// At least one of them.
    Any(Vec<When>),
}

impl When {
    /// All of `terms`; a single one is itself.
    #[must_use]
    pub fn all(terms: Vec<Self>) -> Self {
        Self::single(terms, Self::All)
    }

    /// At least one of `terms`; a single one is itself.
    #[must_use]
    pub fn any(terms: Vec<Self>) -> Self {
        Self::single(terms, Self::Any)
    }

    fn single(mut terms: Vec<Self>, several: fn(Vec<Self>) -> Self) -> Self {
        if terms.len() == 1 {
            terms.remove(0)
        } else {
            several(terms)
        }
    }

    /// The label that it asks for, if it does.
    #[must_use]
    pub fn label(&self) -> Option<&Placed<String>> {
        match self {
            Self::Label(label) => Some(label),
            Self::All(terms) | Self::Any(terms) => terms.iter().find_map(Self::label),
            Self::Push
            | Self::PullRequest
            | Self::Branch(_)
            | Self::Labelled
            | Self::LabelPutOn(_)
            | Self::OwnRepository
            | Self::Bot
            | Self::SentByBot
            | Self::LabelTakenOff(_)
            | Self::Closed
            | Self::ByHand
            | Self::Chosen(_)
            | Self::Failed
            | Self::Cancelled
            | Self::JobCancelled
            | Self::Succeeded(_)
            | Self::Not(_) => None,
        }
    }

    /// The branch that it requires, if any.
    #[must_use]
    pub fn branch(&self) -> Option<&Placed<String>> {
        let terms = if let Self::All(terms) = self {
            terms.as_slice()
        } else {
            std::slice::from_ref(self)
        };
        terms.iter().find_map(|term| {
            if let Self::Branch(branch) = term {
                Some(branch)
            } else {
                None
            }
        })
    }

    /// The opposite of `when`.
    #[must_use]
    pub fn opposite(when: Self) -> Self {
        Self::Not(Box::new(when))
    }
}
