//! The secrets of a job.

use std::collections::BTreeSet;

use super::{job::Run, step::hook_secrets};
use crate::plan::{
    hooks::Point,
    registries::{Login, Registry},
    scan::Scanner,
    smoke_test::SmokeTest,
    workflows::Work,
};

impl Run<'_> {
    /// The secrets that the job may ask for.
    pub(super) fn secrets(&self) -> BTreeSet<String> {
        let plan = self.plan;
        let mut names: Vec<String> = Vec::new();
        let mut ask = |name: &str| names.push(format!("secrets.{name}"));
        let logins: &[Registry] = match self.job.work {
            Work::Build(_) => &plan.registries,
            Work::FindImage => &plan.registries[..1],
            Work::CheckDrift(_)
            | Work::StopBuild
            | Work::Deploy(_)
            | Work::Destroy(_)
            | Work::Hook(_)
            | Work::Notify(_) => &[],
        };
        for registry in logins {
            match &registry.login {
                Login::GithubToken => ask("GITHUB_TOKEN"),
                Login::Password { username, password } => {
                    ask(username.value.as_str());
                    ask(password.value.as_str());
                }
            }
        }
        match &self.job.work {
            Work::Build(_) => {
                let secrets = plan.builds.all().flat_map(|build| &build.secrets);
                secrets.for_each(|secret| ask(secret.variable.as_str()));
                if let Some(Scanner::Snyk(token)) =
                    plan.scan.as_ref().map(|scan| &scan.scanner.value)
                {
                    ask(token.value.as_str());
                }
            }
            Work::Deploy(environment) | Work::Destroy(environment) => {
                let login = environment.login.all().into_iter();
                login.for_each(|secret| ask(secret.value.as_str()));
            }
            Work::Notify(notify) => {
                let webhooks = notify.webhooks.iter();
                webhooks.for_each(|webhook| ask(webhook.secret.value.as_str()));
            }
            Work::CheckDrift(_) | Work::StopBuild | Work::FindImage | Work::Hook(_) => {}
        }
        if let (Work::Deploy(_), Some(SmokeTest::Command { secrets, .. })) =
            (&self.job.work, &plan.smoke_test)
        {
            for secret in secrets {
                ask(secret.value.as_str());
            }
        }
        let points: &[Point] = match self.job.work {
            Work::Destroy(_) => &[Point::DeployStart, Point::DeployBeforeApply],
            Work::Deploy(_) => &[
                Point::DeployStart,
                Point::DeployBeforeApply,
                Point::DeployAfterApply,
                Point::DeployEnd,
            ],
            Work::Build(_) => &[
                Point::BuildStart,
                Point::BuildBeforeImage,
                Point::BuildBeforePush,
                Point::BuildEnd,
            ],
            Work::CheckDrift(_)
            | Work::StopBuild
            | Work::FindImage
            | Work::Hook(_)
            | Work::Notify(_) => &[],
        };
        let hooks = points.iter().flat_map(|point| self.hooks_at(*point));
        names.extend(hooks.flat_map(hook_secrets));
        names.into_iter().collect()
    }
}
