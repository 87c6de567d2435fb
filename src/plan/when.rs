//! Conditions as data: printed as GitHub's expressions, and whatever else must agree with them.

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

    /// The expression that GitHub evaluates.
    #[must_use]
    pub fn tree(&self) -> Tree {
        match self {
            Self::Push => is("github.event_name", "push"),
            Self::PullRequest => is("github.event_name", "pull_request"),
            Self::Branch(branch) => is("github.ref", &format!("refs/heads/{}", branch.value)),
            Self::Label(label) => contains("github.event.pull_request.labels.*.name", &label.value),
            Self::Labelled => is("github.event.action", "labeled"),
            Self::LabelPutOn(label) => is("github.event.label.name", &label.value),
            Self::LabelTakenOff(label) => Tree::binary(
                is("github.event.action", "unlabeled"),
                Operator::And,
                is("github.event.label.name", &label.value),
            ),
            Self::Closed => is("github.event.action", "closed"),
            Self::ByHand => is("github.event_name", "workflow_dispatch"),
            Self::Chosen(name) => is("inputs.environment", name.as_str()),
            Self::Failed => Tree::Call(Function::Failure, Vec::new()),
            Self::Cancelled => Tree::Call(Function::Cancelled, Vec::new()),
            Self::JobCancelled => contains("needs.*.result", "cancelled"),
            Self::Succeeded(job) => is(&format!("needs.{}.result", job.as_str()), "success"),
            Self::OwnRepository => Tree::binary(
                Tree::context("github.event.pull_request.head.repo.full_name"),
                Operator::Equal,
                Tree::context("github.repository"),
            ),
            Self::Bot => is("github.event.pull_request.user.type", "Bot"),
            Self::SentByBot => is("github.event.sender.type", "Bot"),
            // What happened is one of several events, and the others read best with `!=`.
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

    /// Whether it is one of several things that can happen, or that can cause them.
    fn is_event(&self) -> bool {
        matches!(
            self,
            Self::Push
                | Self::PullRequest
                | Self::ByHand
                | Self::Labelled
                | Self::Bot
                | Self::SentByBot
                | Self::Closed
        )
    }

    /// The places in the spec of the names in it.
    pub fn places(&self) -> Vec<&Place> {
        match self {
            Self::Branch(name)
            | Self::Label(name)
            | Self::LabelPutOn(name)
            | Self::LabelTakenOff(name) => vec![&name.at],
            Self::Not(inner) => inner.places(),
            Self::All(terms) | Self::Any(terms) => terms.iter().flat_map(Self::places).collect(),
            Self::Push
            | Self::PullRequest
            | Self::Labelled
            | Self::OwnRepository
            | Self::Bot
            | Self::SentByBot
            | Self::Closed
            | Self::ByHand
            | Self::Chosen(_)
            | Self::Failed
            | Self::Cancelled
            | Self::JobCancelled
            | Self::Succeeded(_) => Vec::new(),
        }
    }

    /// The label that it asks for, if it does.
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

    /// The opposite of `when`.
    #[must_use]
    pub fn opposite(when: Self) -> Self {
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
