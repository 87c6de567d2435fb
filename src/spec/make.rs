//! `[make]`: what is added to the Makefile.

use schemars::JsonSchema;
use serde::Deserialize;

/// What is added to the Makefile.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Make {
    /// Files with targets of your own, included if they exist; `*` stands for any name.
    #[serde(default)]
    pub include: Vec<String>,
}
