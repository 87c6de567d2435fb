//! `[scan]`: how an image is scanned between build and push.

use schemars::JsonSchema;
use serde::Deserialize;

use super::pattern;

/// The secret that Snyk's own documentation names.
pub const DEFAULT_SNYK_SECRET: &str = "SNYK_TOKEN";

/// How an image is scanned between build and push.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scan {
    /// The scanner; by default `none`.
    #[schemars(extend("default" = "none"))]
    pub tool: Option<Tool>,
    /// The name of the secret that holds the scanner's token, for snyk; by default `SNYK_TOKEN`.
    #[schemars(extend("default" = DEFAULT_SNYK_SECRET, "pattern" = pattern::VARIABLE))]
    pub secret: Option<String>,
    /// The least severity that breaks the build; by default `low`: any finding does.
    #[schemars(extend("default" = "low"))]
    pub severity: Option<Level>,
    /// More arguments for the scanner; by default none.
    #[serde(default)]
    #[schemars(extend("items" = {"type": "string", "pattern": pattern::NOT_BLANK}, "examples" = [["--exclude-app-vulns"]]))]
    pub args: Vec<String>,
}

/// A scanner of images.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Tool {
    /// Snyk Container, with a token in a secret.
    Snyk,
    /// Trivy, which needs no token.
    Trivy,
    /// No scanner: a pushed image may have any vulnerability.
    None,
}

/// How grave a vulnerability is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Low and all above.
    Low,
    /// Medium, high and critical.
    Medium,
    /// High and critical.
    High,
    /// Critical alone.
    Critical,
}
