//! Secrets as steps get them: never in a build that is not trusted.

use super::{
    condition::grouped,
    job::{Pair, Step},
    run::Run,
};
use crate::{
    lang::{
        Text,
        expr::{self, Expr, SecretName},
        yaml,
    },
    source::Place,
};

/// Why a secret of the repository, not of an environment, is right.
const REPOSITORY_SECRET: &str =
    "zizmor: ignore[secrets-outside-env] it is needed whatever the environment";

/// A secret under the name that a step reads it by. Only the methods of [`Run`] below write it.
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

    /// The token that GitHub makes for each run, read as `key`.
    pub(super) fn token(key: &str, at: &Place) -> Self {
        Self {
            key: key.to_owned(),
            value: expr::token(),
            at: at.clone(),
            note: None,
        }
    }

    fn write(self, value: &Text<Expr>) -> Pair {
        let pair = Pair::named(&self.key, yaml::wrapped_expr(12, value).at(&self.at));
        match self.note {
            Some(note) => pair.note(note),
            None => pair,
        }
    }
}

impl Run<'_> {
    /// `secret`; empty in a build that is not trusted.
    pub(super) fn secret(&self, secret: Secret) -> Pair {
        let value = match self.trust() {
            Some(trust) => expr::only_if(&trust, &secret.value),
            None => secret.value.clone(),
        };
        secret.write(&value)
    }

    /// `step`, for trusted builds only where others are built too.
    pub(super) fn if_trusted(&self, step: Step) -> Step {
        self.if_trusted_with(step, Vec::new(), Vec::new())
    }

    /// `step`, for trusted builds only where others are built too, with secrets among its inputs and its variables.
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
            step.condition = Some(super::condition::condition(10, &self.plan.workflow.trusted));
        }
        step
    }

    /// What holds in trusted builds only, where others are built too. It stands wherever it is asked, because what a step
    /// leaves behind for later steps (`env`, through `$GITHUB_ENV`) is in the hands of the pull request.
    pub(super) fn trust(&self) -> Option<Text<Expr>> {
        self.is_open().then(|| grouped(&self.plan.workflow.trusted))
    }
}
