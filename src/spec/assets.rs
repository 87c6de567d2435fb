//! `[assets]`: how assets are compiled.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

/// The variables of the command where the spec names none.
pub const DEFAULT_ENV: &[(&str, &str)] = &[
    ("RAILS_ENV", "production"),
    ("SECRET_KEY_BASE", "required-to-run-but-not-used"),
];

/// How assets are compiled.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assets {
    /// Whether assets are compiled into the image; by default true.
    pub precompile: Option<bool>,
    /// The command; by default `bundle exec rails assets:precompile`.
    pub command: Option<String>,
    /// Variables of that one command; by default `RAILS_ENV` and a dummy `SECRET_KEY_BASE`.
    pub env: Option<IndexMap<String, String>>,
    /// Build secrets: the secret's id, and the variable that the command reads it from.
    #[serde(default)]
    pub secrets: IndexMap<String, String>,
}
