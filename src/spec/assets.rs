//! `[assets]`: how assets are compiled.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{pattern, schema::table};

/// The command where the spec names none.
pub const DEFAULT_COMMAND: &str = "bundle exec rails assets:precompile";
/// The variables of the command where the spec names none.
pub const DEFAULT_ENV: &[(&str, &str)] = &[
    ("RAILS_ENV", "production"),
    ("SECRET_KEY_BASE", "required-to-run-but-not-used"),
];

/// How assets are compiled.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assets {
    /// Whether assets are compiled into the image; by default `true`.
    #[schemars(extend("default" = true))]
    pub precompile: Option<bool>,
    /// The command that compiles them; by default `bundle exec rails assets:precompile`.
    #[schemars(extend("default" = DEFAULT_COMMAND))]
    pub command: Option<String>,
    /// Environment variables of that one command, which stay in no layer; by default
    /// `{ RAILS_ENV = "production", SECRET_KEY_BASE = "required-to-run-but-not-used" }`.
    #[schemars(extend("default" = table(DEFAULT_ENV), "propertyNames" = {"pattern": pattern::VARIABLE}))]
    pub env: Option<IndexMap<String, String>>,
    /// Secrets of the command: an id of your choice, and the name of both the repository's secret and the environment variable
    /// that the command reads it from. They stay in no layer, and every place that builds passes them; by default none.
    #[serde(default)]
    #[schemars(extend(
        "propertyNames" = {"pattern": pattern::SECRET_ID},
        "additionalProperties" = {"type": "string", "pattern": pattern::VARIABLE},
        "examples" = [{"master_key": "RAILS_MASTER_KEY"}]
    ))]
    pub secrets: IndexMap<String, String>,
}
