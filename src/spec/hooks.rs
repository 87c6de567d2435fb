//! `[hooks]`: steps and jobs of the user's own.

pub mod shape;
pub mod written;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde_json::Value;

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

/// Steps and jobs of the user's own.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hooks {
    /// Steps at named points of the generated jobs.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// Whole jobs, by their ids.
    #[serde(default)]
    pub jobs: IndexMap<String, Job>,
}

/// A step at a named point of a generated job; but for `at`, `environments` and `permissions` as GitHub writes it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Step {
    /// The point: `build.start`, `build.before_image`, `build.before_push`, `build.end`, `deploy.start`,
    /// `deploy.before_apply`, `deploy.after_apply` or `deploy.end`.
    #[schemars(required)]
    pub at: Option<String>,
    /// For a point of a deployment: the environments whose deployments have the step; by default all.
    pub environments: Option<Vec<String>>,
    /// What the step needs of the job's token beside what the job has: `pull-requests = "write"`.
    #[serde(default)]
    pub permissions: IndexMap<String, Access>,
    /// What the log calls it.
    pub name: Option<String>,
    /// What other steps refer to.
    pub id: Option<String>,
    /// The condition, an expression.
    pub r#if: Option<String>,
    /// The action, by its commit; or by its name alone, which takes the commit of `[actions]` or of tvgen's catalogue.
    pub uses: Option<String>,
    /// The script, in bash.
    pub run: Option<String>,
    /// The inputs of the action.
    #[serde(default)]
    pub with: IndexMap<String, Scalar>,
    /// Environment variables.
    #[serde(default)]
    pub env: IndexMap<String, Scalar>,
    /// The shell of the script; by default bash.
    pub shell: Option<String>,
    /// The directory that the script runs in.
    pub working_directory: Option<String>,
    /// Whether the job goes on after the step has failed.
    pub continue_on_error: Option<bool>,
    /// How long the step may take, in minutes.
    pub timeout_minutes: Option<i64>,
}

/// A job of the user's own; but for `before` and `after` as GitHub writes it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub struct Job {
    /// The generated jobs that wait for it: `build`, `deploy_<environment>`.
    #[serde(default)]
    pub before: Vec<String>,
    /// The generated jobs that it waits for.
    #[serde(default)]
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
