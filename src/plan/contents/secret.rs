//! Writes secrets into steps, never for untrusted builds.

use super::{Condition, Pair, Scalar, Step, condition::grouped, run::Run};
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

/// A secret, and the key that a step reads it as. Only the methods of [`Run`] below write it.
pub(super) struct Secret {
    key: String,
    value: Text<Expr>,
    at: Place,
    note: Option<&'static str>,
}

impl Secret {
    /// The secret `name`, read as `key`.
    pub(super) fn new(key: &str, name: &SecretName, at: &Place) -> Self {
        Self {
            key: key.to_owned(),
            value: expr::secret(name),
            at: at.clone(),
            note: None,
        }
    }

    /// The secret `name` of the repository, not of an environment, read as `key`.
    pub(super) fn of_repository(key: &str, name: &SecretName, at: &Place) -> Self {
        Self {
            note: Some(REPOSITORY_SECRET),
            ..Self::new(key, name, at)
        }
    }

    /// The token that GitHub creates for each run, read as `key`.
    pub(super) fn token(key: &str, at: &Place) -> Self {
        Self {
            key: key.to_owned(),
            value: expr::token(),
            at: at.clone(),
            note: None,
        }
    }

    fn write(self, value: &Text<Expr>) -> Pair {
        let pair = Pair::new(&self.key, Scalar::expression(value).at(&self.at));
        match self.note {
            Some(note) => pair.note(note),
            None => pair,
        }
    }
}

impl Run<'_> {
    /// Writes `secret`, which is empty in untrusted builds.
    pub(super) fn secret(&self, secret: Secret) -> Pair {
        let value = match self.trust() {
            Some(trust) => expr::only_if(&trust, &secret.value),
            None => secret.value.clone(),
        };
        secret.write(&value)
    }

    /// Restricts `step` to trusted builds, if the job also runs for untrusted ones.
    pub(super) fn if_trusted(&self, step: Step) -> Step {
        self.if_trusted_with(step, Vec::new(), Vec::new())
    }

    /// The same, with secrets added to the inputs and variables of `step`.
    pub(super) fn if_trusted_with(
        &self,
        mut step: Step,
        inputs: Vec<Secret>,
        variables: Vec<Secret>,
    ) -> Step {
        let write = |secret: Secret| {
            let value = secret.value.clone();
            secret.write(&value)
        };
        step.with.extend(inputs.into_iter().map(write));
        step.env.extend(variables.into_iter().map(write));
        if self.is_open() {
            step.condition = Some(Condition::When(self.plan.workflow.trusted.clone()));
        }
        step
    }

    /// The condition of trusted builds, if the job also runs for untrusted ones. It is repeated wherever it is needed, because
    /// the pull request's code controls what a step passes to later steps (`env`, through `$GITHUB_ENV`).
    pub(super) fn trust(&self) -> Option<Text<Expr>> {
        self.is_open().then(|| grouped(&self.plan.workflow.trusted))
    }
}
