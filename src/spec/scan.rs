//! `[scan]`: how images are scanned between build and push.

use schemars::JsonSchema;
use serde::Deserialize;

use super::pattern;

/// The default secret, as in Snyk's documentation.
pub const DEFAULT_SNYK_SECRET: &str = "SNYK_TOKEN";

/// How images are scanned between build and push.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scan {
    /// The scanner. Default: `none`.
    #[schemars(extend("default" = "none"))]
    pub tool: Option<ScanTool>,
    /// For `snyk`: the name of the secret with the token. Default: `SNYK_TOKEN`.
    #[schemars(extend("default" = DEFAULT_SNYK_SECRET, "pattern" = pattern::VARIABLE))]
    pub secret: Option<String>,
    /// The lowest severity that fails the build. Default: `low`.
    #[schemars(extend("default" = "low"))]
    pub severity: Option<ScanSeverity>,
    /// Additional arguments for the scanner. Default: none.
    #[serde(default)]
    #[schemars(extend("items" = {"type": "string", "pattern": pattern::NOT_BLANK}, "examples" = [["--exclude-app-vulns"]]))]
    pub args: Vec<String>,
}

/// An image scanner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ScanTool {
    /// Snyk Container, which requires a token.
    Snyk,
    /// Trivy, which requires no token.
    Trivy,
    /// No scanner: images are pushed regardless of vulnerabilities.
    None,
}

/// The severity of a vulnerability.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ScanSeverity {
    /// Low or higher: any finding.
    Low,
    /// Medium or higher.
    Medium,
    /// High or critical.
    High,
    /// Critical only.
    Critical,
}
