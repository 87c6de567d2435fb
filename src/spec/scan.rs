//! `[scan]`: how an image is scanned between build and push.

use schemars::JsonSchema;
use serde::Deserialize;

/// How an image is scanned between build and push.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scan {
    /// The scanner; by default none.
    pub tool: Option<Tool>,
    /// The secret that holds the scanner's token; by default `SNYK_TOKEN` for snyk.
    pub secret: Option<String>,
    /// The least severity that breaks the build; by default `low`.
    pub severity: Option<Level>,
    /// More arguments for the scanner.
    #[serde(default)]
    pub args: Vec<String>,
}

/// A scanner of images.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Tool {
    /// Snyk Container.
    Snyk,
    /// Trivy.
    Trivy,
    /// None.
    None,
}

/// How grave a vulnerability is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Low.
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
    /// Critical.
    Critical,
}
