//! What the steps of a job are decided from.

use super::{Pair, Scalar, Step, StepAction, values};
use crate::{
    lang::{
        Text,
        expr::{self, Expr},
    },
    place::Placed,
    plan::{
        Plan,
        workflows::{Job, Purpose, Trigger, Work, Workflow},
    },
    spec::{environments::On, hooks::Access},
};

/// Why a pull request's job checks out the trunk: Terraform's configuration, the Makefile and the smoke test run
/// with the cloud identity, and an App that may push but may not change workflows could modify them.
const REVIEWED: &str = "Only the image comes from the pull request: code that runs with the cloud identity was reviewed.";

/// The plan, and the job whose steps are decided.
#[derive(Clone, Copy)]
pub(super) struct Run<'a> {
    pub(super) plan: &'a Plan,
    pub(super) workflow: &'a Workflow,
    pub(super) job: &'a Job,
}

impl<'a> Run<'a> {
    pub(super) fn new(plan: &'a Plan, workflow: &'a Workflow, job: &'a Job) -> Self {
        Self {
            plan,
            workflow,
            job,
        }
    }

    /// A step that uses the action `uses`, pinned by the spec or the catalogue; it is there for the reason `why`.
    pub(super) fn uses(
        &self,
        action: StepAction,
        name: &str,
        uses: &str,
        why: &'static str,
    ) -> Step {
        let pin = self.plan.actions.pin(uses);
        Step::uses(
            action,
            name,
            pin.expect("the catalogue has every action that is used"),
            why,
        )
    }

    /// The step that every job of ours begins with.
    pub(super) fn checkout(&self) -> Step {
        let mut step = self.uses(
            StepAction::CheckOut,
            "Check out",
            "actions/checkout",
            "The job needs the repository's files at one commit, and leaves no token behind that later steps could read.",
        );
        let at = match self.reviewed_branch() {
            Some(branch) => {
                step = step.comment(REVIEWED);
                Scalar::text(&format!("refs/heads/{}", branch.value)).at(&branch.at)
            }
            None => Scalar::expression(&self.commit()),
        };
        step.with = vec![
            Pair::new("ref", at),
            Pair::new("persist-credentials", Scalar::flag(false)),
        ];
        step.needs("contents", Access::Read, "to check out")
    }

    /// The branch that is checked out where a pull request changes an environment: never the pull request's own.
    fn reviewed_branch(&self) -> Option<&'a Placed<String>> {
        let environment = self.job.work.environment()?;
        (environment.on.value == On::PullRequest && !self.is_by_hand())
            .then(|| &self.plan.workflow.branches[0])
    }

    /// The commit that is built and deployed: of a pull request its head, not the merge that GitHub makes of it.
    fn commit(&self) -> Text<Expr> {
        if !self.job.branches.is_empty() {
            return values::branch_of_matrix();
        }
        self.of_event("github.event.pull_request.head.sha", "github.sha")
    }

    /// What is built: the number of the pull request, or the branch.
    pub(super) fn built(&self) -> Text<Expr> {
        self.of_event("github.event.pull_request.number", "github.ref")
    }

    /// `pull_request` where the event is a pull request's, `other` where it is not.
    fn of_event(&self, pull_request: &'static str, other: &'static str) -> Text<Expr> {
        let of_pull_request = |trigger: &Trigger| matches!(trigger, Trigger::PullRequest { .. });
        let triggers = &self.workflow.triggers;
        if triggers.iter().all(of_pull_request) {
            expr::path(pull_request)
        } else if triggers.iter().any(of_pull_request) {
            expr::or(&[expr::path(pull_request), expr::path(other)])
        } else {
            expr::path(other)
        }
    }

    /// Whether nothing starts the workflow but a person.
    pub(super) fn is_by_hand(&self) -> bool {
        let by_hand = |trigger: &Trigger| matches!(trigger, Trigger::Dispatch(_));
        self.workflow.triggers.iter().all(by_hand)
    }

    /// Whether the job is also run for people who get no secrets.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.job.work, Work::Build(Purpose::Release))
    }

    /// The number of the pull request: that of the event, or the one that a person gave.
    pub(super) fn pull_request(&self) -> Text<Expr> {
        let asked =
            |trigger: &Trigger| matches!(trigger, Trigger::Dispatch(inputs) if !inputs.is_empty());
        if self.workflow.triggers.iter().any(asked) {
            expr::path("inputs.pr")
        } else {
            expr::path("github.event.pull_request.number")
        }
    }
}
