//! `[notify]`: notifications about how a run ended.

use schemars::JsonSchema;
use serde::Deserialize;

use super::pattern;

/// Who is told how a run ended.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notify {
    /// The name of the secret that holds the address of a Slack webhook; by default none. It or `teams` must be written.
    #[schemars(extend("pattern" = pattern::VARIABLE, "examples" = ["SLACK_WEBHOOK"]))]
    pub slack: Option<String>,
    /// The name of the secret that holds the address of a Teams webhook; by default none. It or `slack` must be written.
    #[schemars(extend("pattern" = pattern::VARIABLE, "examples" = ["TEAMS_WEBHOOK_URL"]))]
    pub teams: Option<String>,
    /// Which endings of a run are told; by default `["failure"]`.
    #[schemars(extend("default" = ["failure"], "minItems" = 1, "uniqueItems" = true))]
    pub on: Option<Vec<Ending>>,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Ending {
    /// A job failed or, outside of pull requests, was cancelled.
    Failure,
    /// No job failed or was cancelled.
    Success,
}
