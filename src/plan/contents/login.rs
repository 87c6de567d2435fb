//! The step that logs in to a registry.

use super::{Pair, Scalar, Step, StepAction, job_context::JobContext, secret::StepSecret};
use crate::{
    lang::expr,
    plan::registries::{Registry, RegistryLogin},
    spec::hooks::Access,
};

impl JobContext<'_> {
    /// Logs in to `registry`, to read or write images.
    pub(super) fn login_step(&self, registry: &Registry, access: Access) -> Step {
        let repository = &registry.repository;
        let host = repository.value.host();
        let (title, inputs) = match host {
            "docker.io" => ("Docker Hub", Vec::new()),
            host => (
                host,
                vec![Pair::new(
                    "registry",
                    Scalar::text(host).with_place(&repository.place),
                )],
            ),
        };
        let mut step = self.action_step(
            StepAction::LogIn(repository.clone()),
            &format!("Log in to {title}"),
            "docker/login-action",
            "Registries require a login to push images, and some also to pull them.",
        );
        step.with = inputs;
        let place = &registry.place.key("login");
        let secrets = match &registry.login {
            RegistryLogin::GithubToken => {
                let owner =
                    Scalar::expression(&expr::context("github.repository_owner")).with_place(place);
                step.with.push(Pair::new("username", owner));
                let reason = match access {
                    Access::Read => "to read images from ghcr.io",
                    Access::Write => "to push images to ghcr.io",
                };
                step = step.with_permission("packages", access, reason);
                vec![StepSecret::token("password", place)]
            }
            RegistryLogin::Password { username, password } => vec![
                StepSecret::from_repository("username", &username.value, &username.place),
                StepSecret::from_repository("password", &password.value, &password.place),
            ],
        };
        self.if_trusted_with(step.with_place(&repository.place), secrets, Vec::new())
    }
}
