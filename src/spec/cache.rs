//! `[cache]`: how layers are cached between builds.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Spec, pattern};

/// The default of `trunk`.
pub const DEFAULT_TRUNK: &str = "main";

/// How layers are cached between builds.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cache {
    /// Where caches are stored. Default: `inline`.
    #[schemars(extend("default" = "inline"))]
    pub mode: Option<Mode>,
    /// The default branch. Builds of all branches read its cache. Default: `main`.
    #[schemars(extend("default" = DEFAULT_TRUNK, "pattern" = pattern::BRANCH))]
    pub trunk: Option<String>,
    /// Other long-lived branches that are built on push. Default: none.
    #[serde(default)]
    #[schemars(extend(
        "items" = {"type": "string", "pattern": pattern::BRANCH}, "uniqueItems" = true, "examples" = [["staging"]]
    ))]
    pub branches: Vec<String>,
    /// When caches are rebuilt from scratch: a cron schedule in UTC, with five fields for minute, hour, day, month and day of
    /// the week. Default: never.
    #[schemars(extend("pattern" = pattern::CRON, "examples" = ["0 12 * * 0"]))]
    pub rebuild: Option<String>,
}

/// Where caches are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// In the images, one image per stage. All registries support this.
    Inline,
    /// In the registry, as separate caches with all layers of a stage.
    Registry,
    /// In the GitHub Actions cache, with all layers of a stage. Only the workflow can read it.
    Gha,
    /// No caches.
    None,
}

impl Spec {
    /// The default branch.
    #[must_use]
    pub fn trunk(&self) -> &str {
        self.cache.trunk.as_deref().unwrap_or(DEFAULT_TRUNK)
    }

    /// The other long-lived branches.
    #[must_use]
    pub fn branches(&self) -> &[String] {
        &self.cache.branches
    }
}

/// Why `name` is not a valid git branch name, in a few words (git-check-ref-format(1)).
#[must_use]
pub fn find_branch_error(name: &str) -> Option<&'static str> {
    let any = |part: fn(&str) -> bool| name.split('/').any(part);
    let errors = [
        (name.is_empty(), "empty"),
        (
            name.contains(char::is_control),
            "contains a control character",
        ),
        (name.contains(' '), "contains a space"),
        (name.contains(['*', '?', '[']), "looks like a pattern"),
        (
            name.contains(['~', '^', ':', '\\']),
            "contains `~`, `^`, `:` or `\\`",
        ),
        (name.contains(".."), "contains `..`"),
        (name.contains("@{"), "contains `@{`"),
        (name == "@", "only `@`"),
        (name.starts_with('-'), "starts with `-`"),
        (any(str::is_empty), "empty component"),
        (
            any(|part| part.starts_with('.')),
            "a component starts with `.`",
        ),
        (
            any(|part| part.strip_suffix(".lock").is_some()),
            "a component ends with `.lock`",
        ),
        (name.ends_with('.'), "ends with `.`"),
    ];
    errors
        .into_iter()
        .find(|(applies, _)| *applies)
        .map(|(_, error)| error)
}
