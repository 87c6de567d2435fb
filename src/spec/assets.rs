//! `[assets]`: how assets are compiled.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{pattern, schema::json_table};

/// The default command.
pub const DEFAULT_COMMAND: &str = "bundle exec rails assets:precompile";
/// The default environment variables of the command.
pub const DEFAULT_ENV: &[(&str, &str)] = &[
    ("RAILS_ENV", "production"),
    ("SECRET_KEY_BASE", "required-to-run-but-not-used"),
];

/// How assets are compiled.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assets {
    /// Whether assets are compiled into the image. Default: `true`.
    #[schemars(extend("default" = true))]
    pub precompile: Option<bool>,
    /// The command that compiles assets. Default: `bundle exec rails assets:precompile`.
    #[schemars(extend("default" = DEFAULT_COMMAND))]
    pub command: Option<String>,
    /// Environment variables for the command only; they are not stored in a layer. Default:
    /// `{ RAILS_ENV = "production", SECRET_KEY_BASE = "required-to-run-but-not-used" }`.
    #[schemars(extend("default" = json_table(DEFAULT_ENV), "propertyNames" = {"pattern": pattern::VARIABLE}))]
    pub env: Option<IndexMap<String, String>>,
    /// Secrets for the command. The key is an id of your choice; the value is the name of both the repository secret and the
    /// environment variable that the command reads. They are not stored in a layer, and all builds pass them. Default: none.
    #[serde(default)]
    #[schemars(extend(
        "propertyNames" = {"pattern": pattern::SECRET_ID},
        "additionalProperties" = {"type": "string", "pattern": pattern::VARIABLE},
        "examples" = [{"master_key": "RAILS_MASTER_KEY"}]
    ))]
    pub secrets: IndexMap<String, String>,
}
