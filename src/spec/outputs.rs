//! `[outputs]` and `[ignore]`: where outputs are written, what stays out of the build context.

use schemars::JsonSchema;
use serde::Deserialize;

/// What is kept out of the build context.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ignore {
    /// Patterns added to tvgen's own; the last match wins, `!` keeps a path after all.
    #[serde(default)]
    pub paths: Vec<String>,
}

/// Where outputs are written, from the folder of the spec; `false` leaves one out.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outputs {
    /// By default `Dockerfile`.
    pub dockerfile: Option<Output>,
    /// By default `.dockerignore`.
    pub dockerignore: Option<Output>,
    /// By default `.github/workflows/build_and_deploy.yml`.
    pub workflow: Option<Output>,
    /// By default `Makefile`.
    pub makefile: Option<Output>,
}

/// The path of an output, or `false`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Output {
    /// Where it is written.
    Path(String),
    /// `false`: not at all.
    Switch(bool),
}
