//! `[workflow]`: how the workflow runs.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{actions::EXAMPLE_COMMIT, pattern, table::Table};

/// The default name of the workflow.
pub const DEFAULT_NAME: &str = "Build and deploy";
/// The default label of the runner.
pub const DEFAULT_RUNNER: &str = "ubuntu-24.04";

/// The default time limit of a job, in minutes.
pub const DEFAULT_MINUTES: i64 = 30;
/// The valid time limits of jobs and steps, in minutes.
pub const MINUTES: std::ops::RangeInclusive<i64> = 1..=360;

/// How the workflow runs: its name, runner and time limit.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Workflow {
    /// The name of the workflow on GitHub. Default: `Build and deploy`.
    #[schemars(extend("default" = DEFAULT_NAME, "pattern" = pattern::NOT_BLANK))]
    pub name: Option<String>,
    /// The runner label of all jobs. Default: `ubuntu-24.04`.
    #[schemars(extend("default" = DEFAULT_RUNNER, "pattern" = pattern::RUNNER))]
    pub runs_on: Option<String>,
    /// Patterns for GitHub's `paths-ignore`: changes to matching files alone do not run the workflow. Default: none.
    #[serde(default)]
    #[schemars(extend(
        "items" = {"type": "string", "pattern": pattern::NOT_BLANK}, "examples" = [["documentation/**", "**.md"]]
    ))]
    pub ignore_paths: Vec<String>,
    /// The time limit of each job, in minutes. Default: `30`.
    #[schemars(extend("default" = DEFAULT_MINUTES, "minimum" = MINUTES.start(), "maximum" = MINUTES.end()))]
    pub timeout_minutes: Option<i64>,
    /// Whether the workflow starts with a job that runs `tvgen check`, which fails if generated files do not match the spec.
    /// Requires `workflow.tvgen`. Default: `false`.
    #[schemars(extend("default" = false))]
    pub check_drift: Option<bool>,
    /// The source that the workflow installs tvgen from. Only used by `workflow.check_drift`.
    pub tvgen: Table<TvgenSource>,
}

/// A commit of tvgen's source code.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TvgenSource {
    /// The https address of tvgen's git repository.
    #[schemars(required, extend("pattern" = pattern::GIT_URL, "examples" = ["https://github.com/OWNER/tvgen"]))]
    pub repository: Option<String>,
    /// The commit to install: 40 hexadecimal digits.
    #[schemars(required, extend("pattern" = pattern::COMMIT, "examples" = [EXAMPLE_COMMIT]))]
    pub commit: Option<String>,
}

/// Whether `address` is the https address of a git repository, without a user or a password.
#[must_use]
pub fn is_https_repository(address: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._~-".contains(c);
    let Some((host, path)) = address
        .strip_prefix("https://")
        .and_then(|rest| rest.split_once('/'))
    else {
        return false;
    };
    let is_host = host.starts_with(|c: char| c.is_ascii_alphanumeric())
        && host
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || ".:-".contains(c));
    let is_name = |name: &str| !name.is_empty() && name.chars().all(plain);
    is_host && path.split('/').all(is_name)
}
