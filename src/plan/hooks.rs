//! Plans the user's own steps and jobs.

mod job;
mod step;

use super::{
    actions::{Actions, Pin},
    environments::Environment,
    permission::Permission,
};
use crate::{
    lang::{id::JobId, make::Target, yaml::Tree},
    place::{Place, Placed},
    spec::Spec,
};

/// The user's own steps and jobs.
#[derive(Clone, Debug)]
pub struct Hooks {
    /// The steps in generated jobs.
    pub steps: Vec<Step>,
    /// The jobs.
    pub jobs: Vec<Job>,
}

/// The position of a step in a generated job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HookPoint {
    /// In a build, after the checkout.
    BuildStart,
    /// Before the first stage is built.
    BuildBeforeImage,
    /// Between the scan and the push.
    BuildBeforePush,
    /// After the push.
    BuildEnd,
    /// In a deployment, after the checkout.
    DeployStart,
    /// Before Terraform changes anything, after the login to Azure.
    DeployBeforeApply,
    /// Before the smoke test.
    DeployAfterApply,
    /// After the smoke test.
    DeployEnd,
}

/// The user's own step in a generated job.
#[derive(Clone, Debug)]
pub struct Step {
    /// The index in `hooks.steps`.
    pub index: usize,
    /// The position in the job.
    pub point: Placed<HookPoint>,
    /// The environments whose deployments run it.
    pub environments: Vec<Placed<Target>>,
    /// The permissions that it needs.
    pub permissions: Vec<Permission>,
    /// The display name.
    pub name: Placed<String>,
    /// The id that other steps refer to.
    pub id: Option<Placed<JobId>>,
    /// The condition, in GitHub's syntax.
    pub condition: Option<Placed<String>>,
    /// The action or the script that it runs.
    pub action: HookAction,
    /// The inputs of the action.
    pub with: Vec<(String, Placed<Tree>)>,
    /// Environment variables.
    pub env: Vec<(String, Placed<Tree>)>,
    /// The other keys, such as the shell and the timeout.
    pub settings: Vec<(String, Placed<Tree>)>,
    /// Whether it reads a secret. A build step that reads a secret runs in trusted builds only.
    pub reads_secret: bool,
    /// The place in the spec.
    pub place: Place,
}

/// The action or the script that a step runs.
#[derive(Clone, Debug)]
pub enum HookAction {
    /// An action.
    Uses(Placed<Pin>),
    /// A script.
    Run(Placed<String>),
}

/// The user's own job.
#[derive(Clone, Debug)]
pub struct Job {
    /// The id.
    pub id: JobId,
    /// The generated jobs that wait for it.
    pub before: Vec<Placed<JobId>>,
    /// The jobs that it waits for, generated ones and the user's.
    pub needs: Vec<Placed<JobId>>,
    /// All other keys, in GitHub's syntax.
    pub body: Vec<(String, Placed<Tree>)>,
    /// The place in the spec.
    pub place: Place,
}

impl Hooks {
    /// The steps at `point` of a build.
    pub fn steps_at(&self, point: HookPoint) -> impl Iterator<Item = &Step> {
        self.steps
            .iter()
            .filter(move |step| step.point.value == point)
    }

    /// The steps at `point` of jobs that change `environment`.
    pub fn environment_steps<'a>(
        &'a self,
        point: HookPoint,
        environment: &'a Environment,
    ) -> impl Iterator<Item = &'a Step> {
        self.steps_at(point)
            .filter(|step| step.environment(environment).is_some())
    }
}

impl Step {
    /// The item of the step's environments that names `environment`.
    #[must_use]
    pub fn environment(&self, environment: &Environment) -> Option<&Placed<Target>> {
        let mut all = self.environments.iter();
        all.find(|name| name.value == environment.name)
    }
}

impl Job {
    /// The display name: its name, or its id.
    #[must_use]
    pub fn name(&self) -> String {
        let name = self.body.iter().find(|(key, _)| key == "name");
        match name.map(|(_, value)| &value.value) {
            Some(Tree::Text(name)) => name.clone(),
            Some(
                Tree::Number(_)
                | Tree::Boolean(_)
                | Tree::Commented(..)
                | Tree::List(_)
                | Tree::Map(_),
            )
            | None => self.id.as_str().to_owned(),
        }
    }
}

impl HookPoint {
    /// Parses the spec's name of a point.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let points = [
            ("build.start", Self::BuildStart),
            ("build.before_image", Self::BuildBeforeImage),
            ("build.before_push", Self::BuildBeforePush),
            ("build.end", Self::BuildEnd),
            ("deploy.start", Self::DeployStart),
            ("deploy.before_apply", Self::DeployBeforeApply),
            ("deploy.after_apply", Self::DeployAfterApply),
            ("deploy.end", Self::DeployEnd),
        ];
        let mut points = points.into_iter();
        points.find_map(|(key, point)| (key == name).then_some(point))
    }
}

pub(super) fn plan_hooks(spec: &Spec, actions: &Actions, environments: &[Environment]) -> Hooks {
    let hooks = &spec.hooks;
    Hooks {
        steps: (hooks.steps.iter().enumerate())
            .map(|(index, step)| step::plan_step(index, step, actions, environments))
            .collect(),
        jobs: hooks
            .jobs
            .iter()
            .map(|(id, job)| job::plan_job(id, job, actions))
            .collect(),
    }
}
