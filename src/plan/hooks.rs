//! Steps and jobs of the user's own.

use serde_json::Value;

use super::{
    actions::{Actions, Pin},
    environments::Environment,
    permission::Permission,
    said::items,
};
use crate::{
    at,
    lang::{expr::hole, id::JobId, make::Target, yaml::Tree},
    place::{Place, Placed},
    spec::{
        Spec,
        hooks::{Job as SaidJob, Scalar, Step as Said},
    },
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
    /// The shell of the script.
    pub shell: Option<Placed<String>>,
    /// The directory that the script runs in.
    pub working_directory: Option<Placed<String>>,
    /// Whether the job goes on after it failed.
    pub continue_on_error: Option<Placed<bool>>,
    /// How long it may take, in minutes.
    pub timeout: Option<Placed<u32>>,
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
            .map(|(item, said)| step(item, said, actions, environments))
            .collect(),
        jobs: said
            .jobs
            .iter()
            .map(|(id, said)| job(id, said, actions))
            .collect(),
    }
}

fn step(index: usize, said: &Said, actions: &Actions, environments: &[Environment]) -> Step {
    let at = &at!("hooks", "steps").item(index);
    let chosen = environments.iter().filter_map(|environment| {
        let name = &environment.name;
        let key = at.key("environments");
        let at = match &said.environments {
            None => key,
            Some(names) => key.item(names.iter().position(|own| own == name.as_str())?),
        };
        Some(Placed::new(name.clone(), at))
    });
    let text = |value: &Option<String>, key: &str| {
        value.clone().map(|value| Placed::new(value, at.key(key)))
    };
    let name = text(&said.name, "name").unwrap_or_else(|| name(said, at));
    let permission = |(scope, access): (&String, &_)| Permission {
        scope: scope.clone(),
        access: *access,
        reason: format!("for the step {}", name.value),
        at: vec![at.key("permissions").key(scope)],
    };
    let does = match (&said.uses, &said.run) {
        (Some(uses), _) => Does::Uses(Placed::new(actions.resolve(uses), at.key("uses"))),
        (None, run) => Does::Run(Placed::new(run.clone().unwrap_or_default(), at.key("run"))),
    };
    let scalars = |table: &indexmap::IndexMap<String, Scalar>, key: &str| {
        let at = at.key(key);
        let scalar = |(name, value): (&String, &Scalar)| {
            (name.clone(), Placed::new(scalar(value), at.key(name)))
        };
        table.iter().map(scalar).collect()
    };
    Step {
        index,
        point: Placed::new(
            said.at
                .as_deref()
                .and_then(Point::parse)
                .expect("unknown-hook-point refused it"),
            at.key("at"),
        ),
        environments: chosen.collect(),
        permissions: said.permissions.iter().map(permission).collect(),
        name: name.clone(),
        id: said.id.as_deref().map(|id| {
            let id = JobId::parse(id).expect("invalid-step-id refused it");
            Placed::new(id, at.key("id"))
        }),
        condition: text(&said.r#if, "if"),
        does,
        with: scalars(&said.with, "with"),
        env: scalars(&said.env, "env"),
        shell: text(&said.shell, "shell"),
        working_directory: text(&said.working_directory, "working-directory"),
        continue_on_error: said
            .continue_on_error
            .map(|flag| Placed::new(flag, at.key("continue-on-error"))),
        timeout: said.timeout_minutes.map(|minutes| {
            let minutes = u32::try_from(minutes).expect("timeout-out-of-range refused it");
            Placed::new(minutes, at.key("timeout-minutes"))
        }),
        reads_secret: reads_secret(said),
        at: at.clone(),
    }
}

/// Whether an expression in `said` reads a secret; scripts contain no expressions.
fn reads_secret(said: &Said) -> bool {
    let own = [&said.name, &said.shell, &said.working_directory];
    let own = own.into_iter().flatten().map(String::as_str);
    let values = said.with.values().chain(said.env.values());
    let values = values.filter_map(|value| match value {
        Scalar::Text(text) => Some(text.as_str()),
        Scalar::Number(_) | Scalar::Flag(_) => None,
    });
    own.chain(values)
        .flat_map(hole::trees)
        .any(|tree| !tree.secrets().is_empty())
}

/// What GitHub calls a step that has no name.
fn name(said: &Said, at: &Place) -> Placed<String> {
    let (what, key) = match (&said.uses, &said.run) {
        (Some(uses), _) => (uses.as_str(), "uses"),
        (None, Some(run)) => (run.as_str(), "run"),
        (None, None) => ("", "run"),
    };
    let first = what.lines().next().unwrap_or_default();
    let short = first.split('@').next().unwrap_or_default();
    let title = if key == "uses" { short } else { first };
    Placed::new(format!("Run {title}"), at.key(key))
}

fn scalar(value: &Scalar) -> Tree {
    match value {
        Scalar::Text(text) => Tree::Text(text.clone()),
        Scalar::Number(number) => Tree::Number(number.to_string()),
        Scalar::Flag(flag) => Tree::Flag(*flag),
    }
}

fn job(id: &str, said: &SaidJob, actions: &Actions) -> Job {
    let at = at!("hooks", "jobs", id);
    let parse = |id: &str| JobId::parse(id).expect("invalid-job-id refused it");
    let ids = |list: &[String], key: &str| -> Vec<Placed<JobId>> {
        items(list, at.key(key), |id| parse(id))
    };
    let own: Vec<String> = match said.rest.get("needs").map(|needs| &needs.0) {
        Some(Value::String(id)) => vec![id.clone()],
        Some(Value::Array(ids)) => ids
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    };
    let body = said.rest.iter().filter(|(key, _)| *key != "needs");
    Job {
        id: parse(id),
        before: ids(&said.before, "before"),
        needs: ids(&said.after, "after")
            .into_iter()
            .chain(ids(&own, "needs"))
            .collect(),
        body: body
            .map(|(key, value)| {
                let at = at.key(key);
                (key.clone(), tree(&value.0, actions, at))
            })
            .collect(),
        at,
    }
}

/// `value`, which stands at `at`, as the workflow writes it; the actions in it pinned.
fn tree(value: &Value, actions: &Actions, at: Place) -> Placed<Tree> {
    let tree = match value {
        Value::Null => Tree::Text(String::new()),
        Value::Bool(flag) => Tree::Flag(*flag),
        Value::Number(number) => Tree::Number(number.to_string()),
        Value::String(text)
            if at.keys().last().and_then(crate::place::Key::name) == Some("uses") =>
        {
            let pin = actions.resolve(text);
            Tree::Noted(pin.uses, pin.version)
        }
        Value::String(text) => Tree::Text(text.clone()),
        Value::Array(items) => {
            let items = at.clone().items(items);
            let trees = items.map(|(at, value)| self::tree(value, actions, at));
            Tree::List(trees.collect())
        }
        Value::Object(table) => {
            let entries = table
                .iter()
                .map(|(key, value)| (key.clone(), self::tree(value, actions, at.key(key))));
            Tree::Map(entries.collect())
        }
    };
    Placed::new(tree, at)
}
