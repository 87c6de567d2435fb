//! `[notify]`: notifications about the result of a run.

use schemars::JsonSchema;
use serde::Deserialize;

use super::pattern;

/// Where the result of a run is posted: a Slack or Teams channel.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notify {
    /// The name of the secret with the URL of a Slack webhook. At least one of `slack` and `teams` is required. Default: none.
    #[schemars(extend("pattern" = pattern::VARIABLE, "examples" = ["SLACK_WEBHOOK"]))]
    pub slack: Option<String>,
    /// The name of the secret with the URL of a Teams webhook. At least one of `slack` and `teams` is required. Default: none.
    #[schemars(extend("pattern" = pattern::VARIABLE, "examples" = ["TEAMS_WEBHOOK_URL"]))]
    pub teams: Option<String>,
    /// The results that are posted. Default: `["failure"]`.
    #[schemars(extend("default" = ["failure"], "minItems" = 1, "uniqueItems" = true))]
    pub on: Option<Vec<RunStatus>>,
}

/// The result of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RunStatus {
    /// A job failed or, outside of pull requests, was cancelled.
    Failure,
    /// No job failed or was cancelled.
    Success,
}
