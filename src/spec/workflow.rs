//! `[workflow]`: how the workflow runs.

use schemars::JsonSchema;
use serde::Deserialize;

/// The workflow's name, where none is given.
pub const DEFAULT_NAME: &str = "Build and deploy";
/// The runner's label, where none is given.
pub const DEFAULT_RUNNER: &str = "ubuntu-24.04";

/// How the workflow runs.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Workflow {
    /// The workflow's name; by default `Build and deploy`.
    pub name: Option<String>,
    /// The runner's label; by default `ubuntu-24.04`.
    pub runs_on: Option<String>,
    /// Files whose changes alone build nothing.
    #[serde(default)]
    pub ignore_paths: Vec<String>,
    /// How long a job may take, in minutes; by default 30.
    pub timeout_minutes: Option<i64>,
    /// Whether a first job holds the files against the spec; by default false.
    pub check_drift: Option<bool>,
}
