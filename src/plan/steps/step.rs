//! Steps of jobs.

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
    /// The action, for the documentation page.
    pub action: StepAction,
    /// The permissions that it needs.
    pub permissions: Vec<Permission>,
    /// The reason for the step.
    pub reason: &'static str,
    /// The comments above it.
    pub comments: Vec<&'static str>,
    /// The display name.
    pub name: Scalar,
    /// The id that other steps refer to.
    pub id: Option<Scalar>,
    /// The condition.
    pub condition: Option<Condition>,
    /// The action to run.
    pub uses: Option<Uses>,
    /// The environment variables.
    pub env: Vec<Pair>,
    /// The inputs of the action.
    pub with: Vec<Pair>,
    /// The script to run.
    pub run: Option<Text<Shell>>,
    /// The other keys, such as the shell and the timeout.
    pub settings: Vec<Pair>,
}

/// The condition of a step.
#[derive(Clone, Debug)]
pub enum Condition {
    /// A generated condition.
    When(When),
    /// A condition of the spec, in GitHub's syntax.
    Custom(Placed<String>),
    /// A generated condition and one of the spec.
    Both(When, Placed<Text<Expr>>),
}

/// An action, pinned to a commit.
#[derive(Clone, Debug)]
pub struct Uses {
    /// The action, its commit and its version.
    pub pin: Pin,
    /// The key of the spec that names it.
    pub place: Option<Place>,
}

/// An environment variable, an input of an action or an output of a job.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The name.
    pub name: String,
    /// The value.
    pub value: Scalar,
}

impl Pair {
    pub(in crate::plan) fn new(name: &str, value: Scalar) -> Self {
        Self {
            name: name.to_owned(),
            value,
        }
    }

    /// Adds `note` as a comment at the end of the line.
    pub(in crate::plan) fn with_note(mut self, note: &'static str) -> Self {
        self.value = self.value.with_note(note);
        self
    }
}

impl Step {
    /// A step without an action or a script.
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

    /// A step that runs the action of `pin`.
    pub(in crate::plan) fn uses(
        action: StepAction,
        name: &str,
        pin: Pin,
        reason: &'static str,
    ) -> Self {
        Self {
            uses: Some(Uses { pin, place: None }),
            ..Self::new(action, Scalar::text(name), reason)
        }
    }

    /// A step that runs the script `run`.
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

    /// Sets the id.
    pub(in crate::plan) fn with_id(mut self, id: &'static str) -> Self {
        self.id = Some(Scalar::text(id));
        self
    }

    /// Adds `place` to the origins.
    pub(in crate::plan) fn with_place(mut self, place: &Place) -> Self {
        self.name = self.name.with_place(place);
        self
    }

    /// Adds a permission that the step needs.
    pub(in crate::plan) fn with_permission(
        mut self,
        scope: &str,
        access: Access,
        reason: &str,
    ) -> Self {
        self.permissions
            .push(Permission::for_step(scope, access, reason));
        self
    }

    /// Adds a comment above the step.
    pub(in crate::plan) fn with_comment(mut self, comment: &'static str) -> Self {
        self.comments.push(comment);
        self
    }
}
