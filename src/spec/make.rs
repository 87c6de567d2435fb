//! `[make]`: additions to the Makefile.

use schemars::JsonSchema;
use serde::Deserialize;

use super::pattern;

/// Additions to the Makefile.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Make {
    /// Files with custom targets, relative to the folder of the spec. Missing files are ignored. `*` matches any name. Default:
    /// none.
    #[serde(default)]
    #[schemars(extend("items" = {"type": "string", "pattern": pattern::INCLUDE}, "examples" = [["make/*.mk"]]))]
    pub include: Vec<String>,
}
