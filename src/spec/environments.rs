//! `[environments.NAME]`: where images are deployed.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::deploy::Cluster;

/// Where images are deployed.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Environment {
    /// What deploys to it.
    #[schemars(required)]
    pub on: Option<On>,
    /// For `pull_request`: the label that a pull request needs; without it, every one is deployed.
    pub label: Option<String>,
    /// For `pull_request`: whether those of bots are deployed; by default false.
    pub bots: Option<bool>,
    /// The app's name; by default `review-pr-{pr}` for `pull_request`, else the environment's own.
    pub name: Option<String>,
    /// Where the app answers.
    pub url: Option<String>,
    /// For `push`: the branch; by default the trunk.
    pub branch: Option<String>,
    /// The environments that are deployed and tested first.
    #[serde(default)]
    pub after: Vec<String>,
    /// Whether make asks for `CONFIRM_PRODUCTION=YES`; by default false.
    pub confirm: Option<bool>,
    /// Variables for Terraform (`TF_VAR_name`) and the Makefile (`NAME`).
    #[serde(default)]
    pub variables: IndexMap<String, String>,
    /// Where Terraform keeps its state; replaces keys of the deployment's.
    #[serde(default)]
    pub backend: IndexMap<String, String>,
    /// Where the app runs; replaces keys of the deployment's.
    pub cluster: Option<Cluster>,
}

/// What deploys to an environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum On {
    /// A push to the environment's branch.
    Push,
    /// A pull request: an app of its own.
    PullRequest,
}
