//! `[lints]`: warnings that are meant so.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Spec;

/// Warnings that are meant so.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lints {
    /// The names of the warnings; an error cannot be allowed; by default none.
    #[serde(default)]
    #[schemars(extend("examples" = [["duplicate-package"]]))]
    pub allow: Vec<String>,
}

impl Spec {
    /// The names of the warnings that are meant so.
    #[must_use]
    pub fn allowed(&self) -> &[String] {
        &self.lints.allow
    }
}
