//! `[lints]`: warnings that are meant so.

use schemars::JsonSchema;
use serde::Deserialize;

/// Warnings that are meant so.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lints {
    /// The names of the warnings; an error cannot be allowed.
    #[serde(default)]
    pub allow: Vec<String>,
}
