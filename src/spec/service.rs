//! `[service]`: the service's name and port.

use schemars::JsonSchema;
use serde::Deserialize;

use super::pattern;

/// The port of the Rails server, unless `PORT` overrides it.
pub const DEFAULT_PORT: u32 = 3000;
/// The valid ports.
pub const PORTS: std::ops::RangeInclusive<i64> = 1..=65535;

/// The name of the service and the port it listens on.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// The service's name: a lower-case DNS label of at most 63 characters.
    #[schemars(required, extend("pattern" = pattern::DNS_LABEL, "examples" = ["teaching-vacancies"]))]
    pub name: Option<String>,
    /// The display name. Default: the name, with dashes as spaces and the first letter capitalised.
    #[schemars(extend("examples" = ["Teaching vacancies"]))]
    pub title: Option<String>,
    /// The port the service listens on. Default: `3000`.
    #[schemars(extend("default" = DEFAULT_PORT, "minimum" = PORTS.start(), "maximum" = PORTS.end()))]
    pub port: Option<i64>,
}
