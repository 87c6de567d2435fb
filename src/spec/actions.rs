//! `[actions]`: pinned actions that override or extend tvgen's catalogue.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Spec, pattern};

/// The pinned commit of an action, and its version.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// The version of the commit, such as `v7.1.0`.
    #[schemars(required, extend("pattern" = pattern::NOT_BLANK, "examples" = ["v7.1.0"]))]
    pub version: Option<String>,
    /// The full commit hash: 40 hexadecimal digits.
    #[schemars(required, extend("pattern" = pattern::COMMIT, "examples" = [EXAMPLE_COMMIT]))]
    pub sha: Option<String>,
}

/// An example of a commit hash.
pub(super) const EXAMPLE_COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

/// The actions that generated workflows use. Only hooks can use pins of other actions.
pub const GENERATED: &[&str] = &[
    "actions/checkout",
    "aquasecurity/setup-trivy",
    "Azure/login",
    "Azure/use-kubelogin",
    "docker/build-push-action",
    "docker/login-action",
    "docker/setup-buildx-action",
    "hashicorp/setup-terraform",
    "snyk/actions/setup",
];

impl Spec {
    /// The name and pin in `[actions]` for the action `uses`, by its own name or that of its repository.
    #[must_use]
    pub fn pin(&self, uses: &str) -> Option<(&str, &Pin)> {
        let named = |name: &str| {
            let mut pins = self.actions.iter();
            pins.find(|(known, _)| known.eq_ignore_ascii_case(name))
        };
        let pin = named(uses).or_else(|| named(&action_repository(uses)?));
        pin.map(|(name, pin)| (name.as_str(), pin))
    }
}

/// The repository of the action `uses` if it is in a subfolder: `actions/cache` for `actions/cache/restore`.
#[must_use]
pub fn action_repository(uses: &str) -> Option<String> {
    match uses.split('/').collect::<Vec<_>>().as_slice() {
        [owner, name, _, ..] => Some(format!("{owner}/{name}")),
        [] | [_] | [_, _] => None,
    }
}

/// Whether `name` is a valid action name: `owner/repository`, with an optional subfolder.
#[must_use]
pub fn is_action_name(name: &str) -> bool {
    let is_valid = |part: &str| {
        !["", ".", ".."].contains(&part)
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
    };
    name.contains('/') && name.split('/').all(is_valid)
}

/// Whether `text` is a full commit hash: 40 lower-case hexadecimal digits.
#[must_use]
pub fn is_commit(text: &str) -> bool {
    text.len() == 40
        && text
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase())
}
