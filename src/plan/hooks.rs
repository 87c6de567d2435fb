//! Steps and jobs of the user's own.

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

/// Steps and jobs of the user's own.
#[derive(Clone, Debug)]
pub struct Hooks {
    /// Steps of generated jobs.
    pub steps: Vec<Step>,
    /// Whole jobs.
    pub jobs: Vec<Job>,
}

/// Where a step stands in a generated job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Point {
    /// In a build, when the commit is checked out.
    BuildStart,
    /// Before the first stage is built.
    BuildBeforeImage,
    /// Between the scan and the push.
    BuildBeforePush,
    /// After the push.
    BuildEnd,
    /// In a deployment, when the commit is checked out.
    DeployStart,
    /// Before Terraform changes anything, logged in to Azure.
    DeployBeforeApply,
    /// Before the smoke test.
    DeployAfterApply,
    /// After the smoke test.
    DeployEnd,
}

/// A step of a generated job.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its index in `hooks.steps`.
    pub index: usize,
    /// Where it stands.
    pub point: Placed<Point>,
    /// The environments whose deployments have it.
    pub environments: Vec<Placed<Target>>,
    /// What it needs of the job's token.
    pub permissions: Vec<Permission>,
    /// What the log calls it.
    pub name: Placed<String>,
    /// What other steps refer to.
    pub id: Option<Placed<JobId>>,
    /// The condition, as GitHub reads it.
    pub condition: Option<Placed<String>>,
    /// What it does.
    pub does: Does,
    /// The inputs of the action.
    pub with: Vec<(String, Placed<Tree>)>,
    /// Environment variables.
    pub env: Vec<(String, Placed<Tree>)>,
    /// Its other keys, such as the shell and the timeout.
    pub settings: Vec<(String, Placed<Tree>)>,
    /// Whether it reads a secret: a build step that does runs in trusted builds only.
    pub reads_secret: bool,
    /// Where it comes from.
    pub at: Place,
}

/// What a step does.
#[derive(Clone, Debug)]
pub enum Does {
    /// It runs an action.
    Uses(Placed<Pin>),
    /// It runs a script.
    Run(Placed<String>),
}

/// A whole job.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// The generated jobs that wait for it.
    pub before: Vec<Placed<JobId>>,
    /// The jobs that it waits for, generated and others.
    pub needs: Vec<Placed<JobId>>,
    /// All the rest, as GitHub reads it.
    pub body: Vec<(String, Placed<Tree>)>,
    /// Where it comes from.
    pub at: Place,
}

impl Hooks {
    /// The steps at `point` of a build.
    pub fn at(&self, point: Point) -> impl Iterator<Item = &Step> {
        self.steps
            .iter()
            .filter(move |step| step.point.value == point)
    }

    /// The steps at `point` of what is done to `environment`.
    pub fn of<'a>(
        &'a self,
        point: Point,
        environment: &'a Environment,
    ) -> impl Iterator<Item = &'a Step> {
        self.at(point)
            .filter(|step| step.environment(environment).is_some())
    }
}

impl Step {
    /// The one of its environments that is `environment`.
    #[must_use]
    pub fn environment(&self, environment: &Environment) -> Option<&Placed<Target>> {
        let mut all = self.environments.iter();
        all.find(|name| name.value == environment.name)
    }
}

impl Job {
    /// What the log calls it: its name, or its id.
    #[must_use]
    pub fn name(&self) -> String {
        let said = self.body.iter().find(|(key, _)| key == "name");
        match said.map(|(_, value)| &value.value) {
            Some(Tree::Text(name)) => name.clone(),
            Some(
                Tree::Number(_) | Tree::Flag(_) | Tree::Noted(..) | Tree::List(_) | Tree::Map(_),
            )
            | None => self.id.as_str().to_owned(),
        }
    }
}

impl Point {
    /// The point that the spec calls `name`.
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
        let found = points.into_iter().find(|(known, _)| *known == name);
        found.map(|(_, point)| point)
    }
}

pub(super) fn hooks(spec: &Spec, actions: &Actions, environments: &[Environment]) -> Hooks {
    let said = &spec.hooks;
    Hooks {
        steps: (said.steps.iter().enumerate())
            .map(|(item, said)| step::step(item, said, actions, environments))
            .collect(),
        jobs: said
            .jobs
            .iter()
            .map(|(id, said)| job::job(id, said, actions))
            .collect(),
    }
}
