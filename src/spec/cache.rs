//! `[cache]`: where builds take finished steps from.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Spec, pattern};

/// The trunk, where none is named.
pub const DEFAULT_TRUNK: &str = "main";

/// Where builds take finished steps from.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cache {
    /// How caches are kept; by default `inline`.
    #[schemars(extend("default" = "inline"))]
    pub mode: Option<Mode>,
    /// The branch whose cache is always there, and which builds of all other branches read too; by default `main`.
    #[schemars(extend("default" = DEFAULT_TRUNK, "pattern" = pattern::BRANCH))]
    pub trunk: Option<String>,
    /// Other long-lived branches, which are built when they are pushed; by default none.
    #[serde(default)]
    #[schemars(extend(
        "items" = {"type": "string", "pattern": pattern::BRANCH}, "uniqueItems" = true, "examples" = [["staging"]]
    ))]
    pub branches: Vec<String>,
    /// When the caches are rebuilt from nothing: a cron schedule of five fields, minute, hour, day, month and day of the week,
    /// in UTC; by default never.
    #[schemars(extend("pattern" = pattern::CRON, "examples" = ["0 12 * * 0"]))]
    pub rebuild: Option<String>,
}

/// How caches are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// In the images themselves, one image a stage: every registry takes that.
    Inline,
    /// As caches of their own in the registry, every step of a stage.
    Registry,
    /// In GitHub's own cache, every step of a stage; only the workflow can read it.
    Gha,
    /// Not at all.
    None,
}

impl Spec {
    /// The branch whose cache is always there.
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

/// What keeps git from taking `name` for a branch, in a few words (git-check-ref-format(1)).
#[must_use]
pub fn branch_fault(name: &str) -> Option<&'static str> {
    let any = |part: fn(&str) -> bool| name.split('/').any(part);
    let faults = [
        (name.is_empty(), "empty"),
        (name.contains(char::is_control), "has a control character"),
        (name.contains(' '), "has a space"),
        (name.contains(['*', '?', '[']), "looks like a pattern"),
        (
            name.contains(['~', '^', ':', '\\']),
            "has `~`, `^`, `:` or `\\`",
        ),
        (name.contains(".."), "has `..`"),
        (name.contains("@{"), "has `@{`"),
        (name == "@", "only `@`"),
        (name.starts_with('-'), "begins with `-`"),
        (any(str::is_empty), "a `/` too many"),
        (any(|part| part.starts_with('.')), "a part begins with `.`"),
        (
            any(|part| part.strip_suffix(".lock").is_some()),
            "a part ends in `.lock`",
        ),
        (name.ends_with('.'), "ends in `.`"),
    ];
    faults
        .into_iter()
        .find(|(found, _)| *found)
        .map(|(_, fault)| fault)
}
