//! `[hooks]`: custom steps and jobs.

pub mod availability;
pub mod shape;
pub mod steps;
pub mod untrusted;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde_json::Value;

use super::{pattern, workflow::MINUTES};

/// The points of the build job where custom steps can run, in order.
pub const BUILD_POINTS: &[&str] = &[
    "build.start",
    "build.before_image",
    "build.before_push",
    "build.end",
];
/// The points of a deployment job where custom steps can run, in order.
pub const DEPLOY_POINTS: &[&str] = &[
    "deploy.start",
    "deploy.before_apply",
    "deploy.after_apply",
    "deploy.end",
];

/// All points where custom steps can run.
fn points() -> Vec<&'static str> {
    [BUILD_POINTS, DEPLOY_POINTS].concat()
}

/// Custom steps and jobs.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hooks {
    /// Custom steps at named points of the generated jobs, in order. Default: none.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// Custom jobs, by id, in GitHub's workflow syntax.
    #[serde(default)]
    #[schemars(extend("propertyNames" = {"pattern": pattern::JOB_ID}))]
    pub jobs: IndexMap<String, Job>,
}

/// A step at a named point of a generated job. All keys except `at`, `environments` and `permissions` are GitHub's.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Step {
    /// The point where the step runs: `build.start`, `build.before_image`, `build.before_push`, `build.end`, `deploy.start`,
    /// `deploy.before_apply`, `deploy.after_apply` or `deploy.end`. In a build, a step that reads a secret is skipped for pull
    /// requests from forks, and for those by bots unless a review environment sets `bots`. A deployment for a pull request
    /// checks out the default branch, not the pull request.
    #[schemars(required, extend("enum" = points()))]
    pub at: Option<String>,
    /// For deployment points: the environments whose deployments run the step. Default: all environments.
    #[schemars(extend("examples" = [["review"]]))]
    pub environments: Option<Vec<String>>,
    /// Token permissions that the step needs in addition to those of the job. Default: none.
    #[serde(default)]
    #[schemars(extend("propertyNames" = {"enum": shape::SCOPES}, "examples" = [{"pull-requests": "write"}]))]
    pub permissions: IndexMap<String, Access>,
    /// The name of the step in the log. Default: derived from `run` or `uses`.
    #[schemars(extend("pattern" = pattern::NOT_BLANK, "examples" = ["Fetch the fonts"]))]
    pub name: Option<String>,
    /// The id for references from other steps: `steps.ID.outputs`. Default: none.
    #[schemars(extend("pattern" = pattern::JOB_ID, "examples" = ["fonts"]))]
    pub id: Option<String>,
    /// The condition, a GitHub expression. Default: none; the step runs unless an earlier one failed.
    #[schemars(extend("examples" = ["github.event_name == 'push'"]))]
    pub r#if: Option<String>,
    /// The action, pinned to a commit. A name alone uses the commit from `[actions]` or from tvgen's catalogue. Either `uses`
    /// or `run` is required. Default: none.
    #[schemars(extend("pattern" = pattern::NOT_BLANK, "examples" = ["actions/cache/restore"]))]
    pub uses: Option<String>,
    /// The script. Pass values from GitHub expressions through `env`. Either `run` or `uses` is required. Default: none.
    #[schemars(extend("pattern" = pattern::NOT_BLANK, "examples" = ["bin/fetch-fonts"]))]
    pub run: Option<String>,
    /// The inputs of the action. Default: none.
    #[serde(default)]
    #[schemars(extend("examples" = [{"path": "docs", "key": "docs"}]))]
    pub with: IndexMap<String, Scalar>,
    /// Environment variables of the step. Default: none.
    #[serde(default)]
    #[schemars(extend("examples" = [{"RAILS_ENV": "test"}]))]
    pub env: IndexMap<String, Scalar>,
    /// The shell of the script: one of GitHub's built-in shells, or a command with `{0}` for the script file. Default: bash.
    #[schemars(extend("examples" = shape::SHELLS))]
    pub shell: Option<String>,
    /// The folder that the script runs in. Default: the root of the repository.
    #[schemars(extend("pattern" = pattern::NOT_BLANK, "examples" = ["docs"]))]
    pub working_directory: Option<String>,
    /// Whether the job continues if the step fails. Default: `false`.
    pub continue_on_error: Option<bool>,
    /// The time limit of the step, in minutes. Default: the time limit of the job.
    #[schemars(extend("minimum" = MINUTES.start(), "maximum" = MINUTES.end(), "examples" = [5]))]
    pub timeout_minutes: Option<i64>,
}

/// A custom job. All keys except `before` and `after` are GitHub's.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub struct Job {
    /// The generated jobs that wait for this one: `build`, or `deploy_` plus the name of an environment with dashes as `_`.
    /// Default: none.
    #[serde(default)]
    #[schemars(extend("examples" = [["deploy_staging"]]))]
    pub before: Vec<String>,
    /// The generated jobs that this one waits for. For custom jobs, use `needs`. Default: none.
    #[serde(default)]
    #[schemars(extend("examples" = [["build"]]))]
    pub after: Vec<String>,
    /// All other keys, in GitHub's workflow syntax.
    #[serde(flatten)]
    pub rest: IndexMap<String, AnyValue>,
}

/// The access level of a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Access {
    /// Read access.
    Read,
    /// Read and write access.
    Write,
}

/// A string, an integer or a boolean.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Scalar {
    /// A string.
    Text(String),
    /// An integer.
    Number(i64),
    /// `true` or `false`.
    Flag(bool),
}

/// Any value: tvgen passes it to GitHub unchanged.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct AnyValue(pub Value);

impl JsonSchema for AnyValue {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Free".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "description": "A value in GitHub's workflow syntax." })
    }
}
