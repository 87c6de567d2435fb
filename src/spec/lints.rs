//! `[lints]`: the warnings to suppress.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Spec;

/// The warnings to suppress.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lints {
    /// The names of the warnings to suppress. Errors cannot be suppressed. Default: none.
    #[serde(default)]
    #[schemars(extend("examples" = [["duplicate-package"]]))]
    pub allow: Vec<String>,
}

impl Spec {
    /// The names of the suppressed warnings.
    #[must_use]
    pub fn allowed_warnings(&self) -> &[String] {
        &self.lints.allow
    }
}
