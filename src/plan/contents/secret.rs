//! Passes secrets to steps, but never to untrusted builds.

use super::{Condition, Pair, Scalar, Step, condition::grouped, job_context::JobContext};
use crate::{
    lang::{
        Text,
        expr::{self, Expr, SecretName},
    },
    place::Place,
};

/// Why the secret may belong to the repository rather than to an environment.
const REPOSITORY_SECRET: &str =
    "zizmor: ignore[secrets-outside-env] it is needed in every environment";

/// A secret and the key that passes it to a step. Only the methods of [`JobContext`] below write it.
pub(super) struct StepSecret {
    key: String,
    value: Text<Expr>,
    place: Place,
    note: Option<&'static str>,
}

impl StepSecret {
    /// The secret `name`, passed as `key`.
    pub(super) fn new(key: &str, name: &SecretName, place: &Place) -> Self {
        Self {
            key: key.to_owned(),
            value: expr::secret(name),
            place: place.clone(),
            note: None,
        }
    }

    /// The secret `name` of the repository rather than an environment, passed as `key`.
    pub(super) fn from_repository(key: &str, name: &SecretName, place: &Place) -> Self {
        Self {
            note: Some(REPOSITORY_SECRET),
            ..Self::new(key, name, place)
        }
    }

    /// The token that GitHub creates for each run, passed as `key`.
    pub(super) fn token(key: &str, place: &Place) -> Self {
        Self {
            key: key.to_owned(),
            value: expr::token(),
            place: place.clone(),
            note: None,
        }
    }

    fn write(self, value: &Text<Expr>) -> Pair {
        let pair = Pair::new(&self.key, Scalar::expression(value).with_place(&self.place));
        match self.note {
            Some(note) => pair.with_note(note),
            None => pair,
        }
    }
}

impl JobContext<'_> {
    /// Passes `secret`, which is empty in untrusted builds.
    pub(super) fn secret_pair(&self, secret: StepSecret) -> Pair {
        let value = match self.trust_condition() {
            Some(trust) => expr::only_if(&trust, &secret.value),
            None => secret.value.clone(),
        };
        secret.write(&value)
    }

    /// Restricts `step` to trusted builds, if the job also runs for untrusted ones.
    pub(super) fn if_trusted(&self, step: Step) -> Step {
        self.if_trusted_with(step, Vec::new(), Vec::new())
    }

    /// Restricts `step` to trusted builds, if the job also runs for untrusted ones, and adds secrets to its inputs and
    /// variables.
    pub(super) fn if_trusted_with(
        &self,
        mut step: Step,
        inputs: Vec<StepSecret>,
        variables: Vec<StepSecret>,
    ) -> Step {
        let write = |secret: StepSecret| {
            let value = secret.value.clone();
            secret.write(&value)
        };
        step.with.extend(inputs.into_iter().map(write));
        step.env.extend(variables.into_iter().map(write));
        if self.can_be_untrusted() {
            step.condition = Some(Condition::When(self.plan.workflow.trusted.clone()));
        }
        step
    }

    /// The condition of trusted builds, if the job also runs for untrusted ones. Every use repeats the condition
    /// instead of reading its result from an earlier step. The pull request's code controls what a step passes to later
    /// steps (`env`, through `$GITHUB_ENV`).
    pub(super) fn trust_condition(&self) -> Option<Text<Expr>> {
        self.can_be_untrusted()
            .then(|| grouped(&self.plan.workflow.trusted))
    }
}
