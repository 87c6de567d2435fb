//! The step that logs in to a registry.

use super::{Pair, Scalar, Step, StepAction, run::Run, secret::Secret};
use crate::{
    lang::expr,
    plan::registries::{Login, Registry},
    spec::hooks::Access,
};

impl Run<'_> {
    /// The step that logs in to `registry`, to read images or to write them.
    pub(super) fn log_in(&self, registry: &Registry, access: Access) -> Step {
        let repository = &registry.repository;
        let host = repository.value.host();
        let (title, inputs) = match host {
            "docker.io" => ("Docker Hub", Vec::new()),
            host => (
                host,
                vec![Pair::new("registry", Scalar::text(host).at(&repository.at))],
            ),
        };
        let mut step = self.uses(
            StepAction::LogIn(repository.clone()),
            &format!("Log in to {title}"),
            "docker/login-action",
            "A registry lets only accounts that it knows push, and some let only those pull.",
        );
        step.with = inputs;
        let at = &registry.at.key("login");
        let secrets = match &registry.login {
            Login::GithubToken => {
                let owner = Scalar::expression(&expr::path("github.repository_owner")).at(at);
                step.with.push(Pair::new("username", owner));
                let reason = match access {
                    Access::Read => "to look into ghcr.io",
                    Access::Write => "to push images to ghcr.io",
                };
                step = step.needs("packages", access, reason);
                vec![Secret::token("password", at)]
            }
            Login::Password { username, password } => vec![
                Secret::of_repository("username", &username.value, &username.at),
                Secret::of_repository("password", &password.value, &password.at),
            ],
        };
        self.if_trusted_with(step.at(&repository.at), secrets, Vec::new())
    }
}
