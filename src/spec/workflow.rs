//! `[workflow]`: how the workflow runs.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{actions::EXAMPLE_COMMIT, pattern, table::Table};

/// The workflow's name, where none is given.
pub const DEFAULT_NAME: &str = "Build and deploy";
/// The runner's label, where none is given.
pub const DEFAULT_RUNNER: &str = "ubuntu-24.04";

/// How long a job may take, in minutes, where nothing is said.
pub const DEFAULT_MINUTES: i64 = 30;
/// The minutes that a job or a step can be given.
pub const MINUTES: std::ops::RangeInclusive<i64> = 1..=360;

/// How the workflow runs.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Workflow {
    /// The workflow's name on GitHub; by default `Build and deploy`.
    #[schemars(extend("default" = DEFAULT_NAME, "pattern" = pattern::NOT_BLANK))]
    pub name: Option<String>,
    /// The label of the runner of every job; by default `ubuntu-24.04`.
    #[schemars(extend("default" = DEFAULT_RUNNER, "pattern" = pattern::RUNNER))]
    pub runs_on: Option<String>,
    /// Patterns of files whose changes alone build nothing, as GitHub's `paths-ignore` takes them; by default none.
    #[serde(default)]
    #[schemars(extend(
        "items" = {"type": "string", "pattern": pattern::NOT_BLANK}, "examples" = [["documentation/**", "**.md"]]
    ))]
    pub ignore_paths: Vec<String>,
    /// How long each job may take, in minutes; by default `30`.
    #[schemars(extend("default" = DEFAULT_MINUTES, "minimum" = MINUTES.start(), "maximum" = MINUTES.end()))]
    pub timeout_minutes: Option<i64>,
    /// Whether a first job runs `tvgen check`, which fails where the files are not what the spec renders; by default `false`.
    /// `workflow.tvgen` says where the job installs tvgen from.
    #[schemars(extend("default" = false))]
    pub check_drift: Option<bool>,
    /// Where the workflow installs tvgen from. Only `workflow.check_drift` needs it.
    pub tvgen: Table<TvgenSource>,
}

/// A commit of tvgen's source code.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TvgenSource {
    /// The https address of tvgen's git repository.
    #[schemars(required, extend("pattern" = pattern::GIT_URL, "examples" = ["https://github.com/OWNER/tvgen"]))]
    pub repository: Option<String>,
    /// The commit that is installed: 40 hexadecimal digits.
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
