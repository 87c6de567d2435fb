//! The steps of the small jobs.

use super::{
    job::Run,
    step::{Ours, Step},
};
use crate::{
    lang::shell,
    plan::{environments::Environment, workflow::DriftCheck},
    spec::environments::On,
};

impl Run<'_> {
    /// The steps that hold the files against the spec.
    pub(super) fn check_drift(&self, drift: &DriftCheck) -> Vec<Step> {
        let mut check = "tvgen check".to_owned();
        if let Some(file) = &self.plan.file {
            check.push(' ');
            check.push_str(shell::word(file).as_str());
        }
        let (repository, commit) = (&drift.repository.value, &drift.commit.value);
        let install = format!(
            "cargo install --locked --git {} --rev {} tvgen",
            shell::word(repository).as_str(),
            shell::word(commit).as_str()
        );
        vec![
            Step::Ours(Ours::new("Install tvgen").says("the script", [install])),
            self.checkout(),
            Step::Ours(Ours::new("Check the files against the spec").says("the script", [check])),
        ]
    }

    /// The steps that find the image that a person asked for.
    pub(super) fn find_image(&self) -> Vec<Step> {
        let registry = &self.plan.registries[0];
        let repository = registry.repository.value.as_str();
        let environments = &self.plan.environments;
        let word = |pattern: &str| shell::word(&format!("^({pattern})$")).as_str().to_owned();
        let cases = environments.iter().flat_map(|environment| {
            let tags = &environment.deployable;
            let refused = tags.refused.as_deref();
            let refused = refused.map(|pattern| format!("refused={}", word(pattern)));
            let name = format!("{})", shell::word(environment.name.as_str()).as_str());
            let allowed = format!("deployable={}", word(&tags.allowed));
            [name, allowed].into_iter().chain(refused)
        });
        let mut step = Ours::new("Find the image")
            .with("id", "image")
            .with("env IMAGE", format!("{repository}:{{inputs.tag}}"))
            .with("env TAG", "{inputs.tag}")
            .with("env ENVIRONMENT", "{inputs.environment}")
            .says("the tags that are deployed", cases);
        let is_review = |environment: &Environment| environment.on.value == On::PullRequest;
        if environments.iter().any(is_review) {
            step = step.with("env PR", "{inputs.pr}");
        }
        if !environments.iter().all(is_review) {
            let trunk = shell::word(&self.plan.workflow.branches[0].value);
            step = step.with("env REF", "{github.ref}");
            step = step.says("the trunk", [trunk.as_str()]);
        }
        vec![self.login(registry), Step::Ours(step)]
    }
}
