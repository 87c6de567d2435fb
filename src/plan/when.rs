//! Conditions of jobs and steps as data, for GitHub's expressions and for the documentation.

use crate::{
    lang::{
        expr::{
            function::Function,
            tree::{Operator, Tree},
        },
        id::JobId,
        make::Target,
    },
    place::{Place, Placed},
};

/// A condition on the event that started a run, or on earlier jobs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// The event is a push.
    Push,
    /// The event is on a pull request.
    PullRequest,
    /// The run is on the branch.
    Branch(Placed<String>),
    /// The pull request has the label.
    Label(Placed<String>),
    /// A label was added to the pull request.
    Labelled,
    /// The label was added.
    LabelAdded(Placed<String>),
    /// The pull request comes from this repository, not from a fork.
    SameRepository,
    /// The pull request was opened by a bot.
    OpenedByBot,
    /// A bot caused the event, for example by pushing to a person's pull request.
    SentByBot,
    /// The label was removed.
    LabelRemoved(Placed<String>),
    /// The pull request was closed.
    Closed,
    /// The run was started manually.
    StartedManually,
    /// The environment was chosen in a manual run.
    ChosenEnvironment(Target),
    /// A job that this one depends on, directly or indirectly, failed.
    Failed,
    /// The run was cancelled.
    Cancelled,
    /// A job that this one waits for was cancelled: it timed out, or a newer job of its concurrency group replaced it.
    JobCancelled,
    /// The job ran successfully.
    Succeeded(JobId),
    /// The negation.
    Not(Box<When>),
    /// All of the conditions.
    All(Vec<When>),
    /// At least one of the conditions.
    Any(Vec<When>),
}

impl When {
    /// All of `terms`; a single term stays as it is.
    #[must_use]
    pub fn all(terms: Vec<Self>) -> Self {
        Self::single(terms, Self::All)
    }

    /// At least one of `terms`; a single term stays as it is.
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

    /// The GitHub expression.
    #[must_use]
    pub fn tree(&self) -> Tree {
        match self {
            Self::Push => is("github.event_name", "push"),
            Self::PullRequest => is("github.event_name", "pull_request"),
            Self::Branch(branch) => is("github.ref", &format!("refs/heads/{}", branch.value)),
            Self::Label(label) => contains("github.event.pull_request.labels.*.name", &label.value),
            Self::Labelled => is("github.event.action", "labeled"),
            Self::LabelAdded(label) => is("github.event.label.name", &label.value),
            Self::LabelRemoved(label) => Tree::binary(
                is("github.event.action", "unlabeled"),
                Operator::And,
                is("github.event.label.name", &label.value),
            ),
            Self::Closed => is("github.event.action", "closed"),
            Self::StartedManually => is("github.event_name", "workflow_dispatch"),
            Self::ChosenEnvironment(name) => is("inputs.environment", name.as_str()),
            Self::Failed => Tree::Call(Function::Failure, Vec::new()),
            Self::Cancelled => Tree::Call(Function::Cancelled, Vec::new()),
            Self::JobCancelled => contains("needs.*.result", "cancelled"),
            Self::Succeeded(job) => is(&format!("needs.{}.result", job.as_str()), "success"),
            Self::SameRepository => Tree::binary(
                Tree::context("github.event.pull_request.head.repo.full_name"),
                Operator::Equal,
                Tree::context("github.repository"),
            ),
            Self::OpenedByBot => is("github.event.pull_request.user.type", "Bot"),
            Self::SentByBot => is("github.event.sender.type", "Bot"),
            // These comparisons are negated with `!=`.
            Self::Not(inner) if inner.is_event() => {
                let Tree::Chain(left, mut terms) = inner.tree() else {
                    return Tree::Not(Box::new(inner.tree()));
                };
                terms[0].0 = Operator::Unequal;
                Tree::Chain(left, terms)
            }
            Self::Not(inner) => Tree::Not(Box::new(inner.tree())),
            Self::All(terms) => Tree::chain(Operator::And, terms.iter().map(Self::tree).collect()),
            Self::Any(terms) => Tree::chain(Operator::Or, terms.iter().map(Self::tree).collect()),
        }
    }

    /// Whether it compares an event property that has a fixed set of values.
    fn is_event(&self) -> bool {
        matches!(
            self,
            Self::Push
                | Self::PullRequest
                | Self::StartedManually
                | Self::Labelled
                | Self::OpenedByBot
                | Self::SentByBot
                | Self::Closed
        )
    }

    /// The places of its branches and labels in the spec.
    pub fn places(&self) -> Vec<&Place> {
        match self {
            Self::Branch(name)
            | Self::Label(name)
            | Self::LabelAdded(name)
            | Self::LabelRemoved(name) => vec![&name.place],
            Self::Not(inner) => inner.places(),
            Self::All(terms) | Self::Any(terms) => terms.iter().flat_map(Self::places).collect(),
            Self::Push
            | Self::PullRequest
            | Self::Labelled
            | Self::SameRepository
            | Self::OpenedByBot
            | Self::SentByBot
            | Self::Closed
            | Self::StartedManually
            | Self::ChosenEnvironment(_)
            | Self::Failed
            | Self::Cancelled
            | Self::JobCancelled
            | Self::Succeeded(_) => Vec::new(),
        }
    }

    /// The first [`Self::Label`] in the condition, if any; negated labels do not count.
    #[must_use]
    pub fn label(&self) -> Option<&Placed<String>> {
        if let Self::Label(label) = self {
            Some(label)
        } else if let Self::All(terms) | Self::Any(terms) = self {
            terms.iter().find_map(Self::label)
        } else {
            None
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

    /// The negation of `when`.
    #[must_use]
    pub fn negate(when: Self) -> Self {
        Self::Not(Box::new(when))
    }
}

/// `path == 'value'`.
fn is(path: &str, value: &str) -> Tree {
    Tree::binary(
        Tree::context(path),
        Operator::Equal,
        Tree::Text(value.to_owned()),
    )
}

/// `contains(path, 'item')`.
fn contains(path: &str, item: &str) -> Tree {
    Tree::Call(
        Function::Contains,
        vec![Tree::context(path), Tree::Text(item.to_owned())],
    )
}
