//! `[hooks]`: steps and jobs of the user's own.

pub mod available;
pub mod shape;
pub mod untrusted;
pub mod written;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde_json::Value;

use super::{pattern, workflow::MINUTES};

/// The points of the build's job at which a step can stand, in order.
pub const BUILD_POINTS: &[&str] = &[
    "build.start",
    "build.before_image",
    "build.before_push",
    "build.end",
];
/// The points of a deployment's job at which a step can stand, in order.
pub const DEPLOY_POINTS: &[&str] = &[
    "deploy.start",
    "deploy.before_apply",
    "deploy.after_apply",
    "deploy.end",
];

/// The points at which a step can stand.
fn points() -> Vec<&'static str> {
    [BUILD_POINTS, DEPLOY_POINTS].concat()
}

/// Steps and jobs of your own.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hooks {
    /// Steps of your own at named points of the generated jobs, in the order written; by default none.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// Whole jobs of your own, by their ids, written as GitHub writes them.
    #[serde(default)]
    #[schemars(extend("propertyNames" = {"pattern": pattern::JOB_ID}))]
    pub jobs: IndexMap<String, Job>,
}

/// A step at a named point of a generated job; but for `at`, `environments` and `permissions` as GitHub writes it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Step {
    /// The point: `build.start`, `build.before_image`, `build.before_push`, `build.end`, `deploy.start`,
    /// `deploy.before_apply`, `deploy.after_apply` or `deploy.end`. In a build, a step that reads a secret is skipped
    /// for pull requests of forks, and of bots unless a review environment sets `bots`. A deployment
    /// for a pull request checks out the trunk, not the pull request.
    #[schemars(required, extend("enum" = points()))]
    pub at: Option<String>,
    /// For a point of a deployment: the environments whose deployments have the step; by default all.
    #[schemars(extend("examples" = [["review"]]))]
    pub environments: Option<Vec<String>>,
    /// What the step needs of the job's token beside what the job has; by default nothing.
    #[serde(default)]
    #[schemars(extend("propertyNames" = {"enum": shape::SCOPES}, "examples" = [{"pull-requests": "write"}]))]
    pub permissions: IndexMap<String, Access>,
    /// What the log calls the step; by default a name made of what it does.
    #[schemars(extend("pattern" = pattern::NOT_BLANK, "examples" = ["Fetch the fonts"]))]
    pub name: Option<String>,
    /// What other steps refer to it by: `steps.ID.outputs`; by default none.
    #[schemars(extend("pattern" = pattern::JOB_ID, "examples" = ["fonts"]))]
    pub id: Option<String>,
    /// The condition, an expression of GitHub's; by default none, and the step always runs.
    #[schemars(extend("examples" = ["github.event_name == 'push'"]))]
    pub r#if: Option<String>,
    /// The action, by its commit, or by its name alone, which takes the commit of `[actions]` or of tvgen's catalogue; by
    /// default none. It or `run` must be written.
    #[schemars(extend("pattern" = pattern::NOT_BLANK, "examples" = ["actions/cache/restore"]))]
    pub uses: Option<String>,
    /// The script; by default none. It or `uses` must be written. A value of GitHub's reaches it through `env`.
    #[schemars(extend("pattern" = pattern::NOT_BLANK, "examples" = ["bin/fetch-fonts"]))]
    pub run: Option<String>,
    /// The inputs of the action; by default none.
    #[serde(default)]
    #[schemars(extend("examples" = [{"path": "docs", "key": "docs"}]))]
    pub with: IndexMap<String, Scalar>,
    /// Environment variables of the step; by default none.
    #[serde(default)]
    #[schemars(extend("examples" = [{"RAILS_ENV": "test"}]))]
    pub env: IndexMap<String, Scalar>,
    /// The shell of the script: one that GitHub knows by its name, or a command with `{0}` for the script's file; by default
    /// bash.
    #[schemars(extend("examples" = shape::SHELLS))]
    pub shell: Option<String>,
    /// The folder that the script runs in; by default the root of the repository.
    #[schemars(extend("pattern" = pattern::NOT_BLANK, "examples" = ["docs"]))]
    pub working_directory: Option<String>,
    /// Whether the job goes on after the step has failed; by default it does not.
    pub continue_on_error: Option<bool>,
    /// How long the step may take, in minutes; by default as long as the job.
    #[schemars(extend("minimum" = MINUTES.start(), "maximum" = MINUTES.end(), "examples" = [5]))]
    pub timeout_minutes: Option<i64>,
}

/// A job of your own; but for `before` and `after` as GitHub writes it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub struct Job {
    /// The generated jobs that wait for this one: `build`, or `deploy_` and the name of an environment, its dashes as `_`; by
    /// default none.
    #[serde(default)]
    #[schemars(extend("examples" = [["deploy_staging"]]))]
    pub before: Vec<String>,
    /// The generated jobs that this one waits for; by default none. Jobs of your own are named by `needs`.
    #[serde(default)]
    #[schemars(extend("examples" = [["build"]]))]
    pub after: Vec<String>,
    /// All the rest, as GitHub writes it.
    #[serde(flatten)]
    pub rest: IndexMap<String, Free>,
}

/// What a token may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Access {
    /// Look.
    Read,
    /// Look and change.
    Write,
}

/// A string, a whole number, `true` or `false`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Scalar {
    /// A string.
    Text(String),
    /// A whole number.
    Number(i64),
    /// `true` or `false`.
    Flag(bool),
}

/// Anything: what GitHub reads, and tvgen hands on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Free(pub Value);

impl JsonSchema for Free {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Free".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "description": "As GitHub writes it." })
    }
}
