//! `[notify]`: who is told how a run ended.

use schemars::JsonSchema;
use serde::Deserialize;

/// Who is told how a run ended.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notify {
    /// The secret that holds the address of a Slack webhook.
    pub slack: Option<String>,
    /// The secret that holds the address of a Teams webhook.
    pub teams: Option<String>,
    /// What is told; by default `["failure"]`.
    pub on: Option<Vec<Ending>>,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Ending {
    /// A job failed.
    Failure,
    /// None did.
    Success,
}
