//! `[service]`: what the service is called and where it listens.

use schemars::JsonSchema;
use serde::Deserialize;

use super::pattern;

/// The port of Rails' own server, unless `PORT` says another.
pub const DEFAULT_PORT: u32 = 3000;
/// The ports that a service can listen on.
pub const PORTS: std::ops::RangeInclusive<i64> = 1..=65535;

/// What the service is called and where it listens.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// The service's name: a lower-case DNS label of at most 63 characters.
    #[schemars(required, extend("pattern" = pattern::DNS_LABEL, "examples" = ["teaching-vacancies"]))]
    pub name: Option<String>,
    /// What people call it; by default the name, its dashes as spaces, its first letter upper case.
    #[schemars(extend("examples" = ["Teaching vacancies"]))]
    pub title: Option<String>,
    /// The port that the service listens on; by default `3000`.
    #[schemars(extend("default" = DEFAULT_PORT, "minimum" = PORTS.start(), "maximum" = PORTS.end()))]
    pub port: Option<i64>,
}
