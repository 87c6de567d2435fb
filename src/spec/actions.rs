//! `[actions]`: pins that replace those of tvgen's catalogue, or add to them.

use schemars::JsonSchema;
use serde::Deserialize;

/// The commit of an action, and the version that it is.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// The version: `v7.1.0`.
    #[schemars(required)]
    pub version: Option<String>,
    /// The commit: 40 hexadecimal digits.
    #[schemars(required)]
    pub sha: Option<String>,
}
