//! `[make]`: what is added to the Makefile.

use schemars::JsonSchema;
use serde::Deserialize;

use super::pattern;

/// What is added to the Makefile.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Make {
    /// Files with targets of your own, from the folder of the spec, included if they exist. `*` stands for any name; by default
    /// none.
    #[serde(default)]
    #[schemars(extend("items" = {"type": "string", "pattern": pattern::INCLUDE}, "examples" = [["make/*.mk"]]))]
    pub include: Vec<String>,
}
