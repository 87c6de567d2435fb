//! `[cache]`: where builds take finished steps from.

use schemars::JsonSchema;
use serde::Deserialize;

/// Where builds take finished steps from.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cache {
    /// How caches are kept; by default `inline`.
    pub mode: Option<Mode>,
    /// The branch whose cache is always there; by default `main`.
    pub trunk: Option<String>,
    /// Other long-lived branches, built when they are pushed.
    #[serde(default)]
    pub branches: Vec<String>,
}

/// How caches are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// In the images themselves, one image a stage.
    Inline,
    /// As caches of their own in the registry, every step of a stage.
    Registry,
    /// Not at all.
    None,
}
