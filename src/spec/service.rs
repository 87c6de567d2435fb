//! `[service]`: what the service is called and where it listens.

use schemars::JsonSchema;
use serde::Deserialize;

/// What the service is called and where it listens.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// The service's name: a lower-case DNS label of at most 63 characters.
    #[schemars(required)]
    pub name: Option<String>,
    /// What people call it; by default the name, its dashes as spaces, its first letter upper case.
    pub title: Option<String>,
    /// The port it listens on; by default 3000.
    pub port: Option<i64>,
}
