//! A step of a job.

use super::{action::StepAction, scalar::Scalar};
use crate::{
    lang::{Text, expr::Expr, shell::Shell},
    place::{Place, Placed},
    plan::{actions::Pin, permission::Permission, when::When},
    spec::hooks::Access,
};

/// A step of a job.
#[derive(Clone, Debug)]
pub struct Step {
    /// What it does.
    pub action: StepAction,
    /// What it needs of the job's token.
    pub permissions: Vec<Permission>,
    /// Why it is there.
    pub reason: &'static str,
    /// Comments above it.
    pub comments: Vec<&'static str>,
    /// What the log calls it.
    pub name: Scalar,
    /// What other steps refer to.
    pub id: Option<Scalar>,
    /// What must be true for it to run.
    pub condition: Option<Condition>,
    /// The action that it runs.
    pub uses: Option<Uses>,
    /// Its environment variables.
    pub env: Vec<Pair>,
    /// The inputs of the action.
    pub with: Vec<Pair>,
    /// The script that it runs.
    pub run: Option<Text<Shell>>,
    /// Its other keys, such as the shell and the timeout.
    pub settings: Vec<Pair>,
}

/// What must be true for a step to run.
#[derive(Clone, Debug)]
pub enum Condition {
    /// A condition of ours.
    When(When),
    /// A condition of the spec's, as GitHub reads it.
    Own(Placed<String>),
    /// A condition of ours, and one of the spec's.
    Both(When, Placed<Text<Expr>>),
}

/// An action, pinned to a commit.
#[derive(Clone, Debug)]
pub struct Uses {
    /// The action, its commit and its version.
    pub pin: Pin,
    /// The key of the spec that asks for it.
    pub at: Option<Place>,
}

/// An environment variable, an input of an action or an output of a job.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Scalar,
}

impl Pair {
    /// `name`, which is `value`.
    pub(in crate::plan) fn new(name: &str, value: Scalar) -> Self {
        Self {
            name: name.to_owned(),
            value,
        }
    }

    /// The same, followed by the comment `note`.
    pub(in crate::plan) fn note(mut self, note: &'static str) -> Self {
        self.value = self.value.note(note);
        self
    }
}

impl Step {
    /// The step `name`, which is there for the reason `reason`.
    pub(in crate::plan) fn new(action: StepAction, name: Scalar, reason: &'static str) -> Self {
        Self {
            action,
            permissions: Vec::new(),
            reason,
            comments: Vec::new(),
            name,
            id: None,
            condition: None,
            uses: None,
            env: Vec::new(),
            with: Vec::new(),
            run: None,
            settings: Vec::new(),
        }
    }

    /// A step that uses the action of `pin`, for the reason `reason`.
    pub(in crate::plan) fn uses(
        action: StepAction,
        name: &str,
        pin: Pin,
        reason: &'static str,
    ) -> Self {
        Self {
            uses: Some(Uses { pin, at: None }),
            ..Self::new(action, Scalar::text(name), reason)
        }
    }

    /// A step that runs `run`, for the reason `reason`.
    pub(in crate::plan) fn run(
        action: StepAction,
        name: &str,
        run: Text<Shell>,
        reason: &'static str,
    ) -> Self {
        Self {
            run: Some(run),
            ..Self::new(action, Scalar::text(name), reason)
        }
    }

    /// The same, which others refer to as `id`.
    pub(in crate::plan) fn id(mut self, id: &'static str) -> Self {
        self.id = Some(Scalar::text(id));
        self
    }

    /// The same, asked for at `place`.
    pub(in crate::plan) fn at(mut self, place: &Place) -> Self {
        self.name = self.name.at(place);
        self
    }

    /// The same, which needs a permission of the job's token.
    pub(in crate::plan) fn needs(mut self, scope: &str, access: Access, reason: &str) -> Self {
        self.permissions
            .push(Permission::of_step(scope, access, reason));
        self
    }

    /// The same, with a comment above it.
    pub(in crate::plan) fn comment(mut self, comment: &'static str) -> Self {
        self.comments.push(comment);
        self
    }
}
