//! The context of a job: what its steps depend on.

use super::{Pair, Scalar, Step, StepAction, values};
use crate::{
    lang::{
        Text,
        expr::{self, Expr},
    },
    place::Placed,
    plan::{
        Plan,
        workflows::{BuildPurpose, Job, JobKind, Trigger, Workflow},
    },
    spec::{environments::On, hooks::Access},
};

/// Why a pull request's job checks out the default branch. The Terraform configuration, the Makefile and the smoke test
/// run with the cloud identity. An App that may push, but not change workflows, could modify these files.
const REVIEWED_CODE: &str = "Only the image comes from the pull request: code that runs with the cloud identity has been reviewed";

/// A job, with the plan and the workflow that it belongs to.
#[derive(Clone, Copy)]
pub(super) struct JobContext<'a> {
    pub(super) plan: &'a Plan,
    pub(super) workflow: &'a Workflow,
    pub(super) job: &'a Job,
}

impl<'a> JobContext<'a> {
    pub(super) fn new(plan: &'a Plan, workflow: &'a Workflow, job: &'a Job) -> Self {
        Self {
            plan,
            workflow,
            job,
        }
    }

    /// A step that runs the action `uses`, pinned by the spec or the catalogue.
    pub(super) fn action_step(
        &self,
        action: StepAction,
        name: &str,
        uses: &str,
        reason: &'static str,
    ) -> Step {
        let pin = self.plan.actions.pin(uses);
        Step::uses(
            action,
            name,
            pin.expect("the catalogue has every action that is used"),
            reason,
        )
    }

    /// The first step of most generated jobs.
    pub(super) fn checkout_step(&self) -> Step {
        let mut step = self.action_step(
            StepAction::CheckOut,
            "Check out",
            "actions/checkout",
            "The job needs the files of one commit; the token is not stored, so that later steps cannot read it.",
        );
        let reference = match self.reviewed_branch() {
            Some(branch) => {
                step = step.with_comment(REVIEWED_CODE);
                Scalar::text(&format!("refs/heads/{}", branch.value)).with_place(&branch.place)
            }
            None => Scalar::expression(&self.commit()),
        };
        step.with = vec![
            Pair::new("ref", reference),
            Pair::new("persist-credentials", Scalar::flag(false)),
        ];
        step.with_permission("contents", Access::Read, "to check out")
    }

    /// The branch to check out instead of the pull request's own branch, if a pull request changes an environment.
    fn reviewed_branch(&self) -> Option<&'a Placed<String>> {
        let environment = self.job.kind.environment()?;
        (environment.on.value == On::PullRequest && !self.is_manual())
            .then(|| &self.plan.workflow.branches[0])
    }

    /// The commit to build and deploy: for a pull request its head, not GitHub's merge commit.
    fn commit(&self) -> Text<Expr> {
        if !self.job.matrix_branches.is_empty() {
            return values::matrix_branch();
        }
        self.event_context("github.event.pull_request.head.sha", "github.sha")
    }

    /// The built ref: the number of the pull request, or the branch.
    pub(super) fn built_ref(&self) -> Text<Expr> {
        self.event_context("github.event.pull_request.number", "github.ref")
    }

    /// `pull_request` for events on pull requests, `other` for all other events.
    fn event_context(&self, pull_request: &'static str, other: &'static str) -> Text<Expr> {
        let is_pull_request = |trigger: &Trigger| matches!(trigger, Trigger::PullRequest { .. });
        let triggers = &self.workflow.triggers;
        if triggers.iter().all(is_pull_request) {
            expr::context(pull_request)
        } else if triggers.iter().any(is_pull_request) {
            expr::or(&[expr::context(pull_request), expr::context(other)])
        } else {
            expr::context(other)
        }
    }

    /// Whether the workflow is only started manually.
    pub(super) fn is_manual(&self) -> bool {
        let is_dispatch = |trigger: &Trigger| matches!(trigger, Trigger::Dispatch(_));
        self.workflow.triggers.iter().all(is_dispatch)
    }

    /// Whether the job also runs for untrusted builds, which get no secrets.
    pub(super) fn can_be_untrusted(&self) -> bool {
        matches!(self.job.kind, JobKind::Build(BuildPurpose::Release))
    }

    /// The number of the pull request, from the event or from the input of a manual run.
    pub(super) fn pull_request_number(&self) -> Text<Expr> {
        let has_inputs =
            |trigger: &Trigger| matches!(trigger, Trigger::Dispatch(inputs) if !inputs.is_empty());
        if self.workflow.triggers.iter().any(has_inputs) {
            expr::context("inputs.pr")
        } else {
            expr::context("github.event.pull_request.number")
        }
    }
}
