//! `[smoke_test]`: what is asked of an environment after each deployment.

use schemars::JsonSchema;
use serde::Deserialize;

/// What is asked of an environment after each deployment: one command, or one path.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SmokeTest {
    /// A command, run with `ENVIRONMENT` and `URL`.
    pub command: Option<String>,
    /// A path below the environment's url, fetched until it answers 200.
    pub path: Option<String>,
    /// Secrets that the command sees as variables of their names.
    #[serde(default)]
    pub secrets: Vec<String>,
}
