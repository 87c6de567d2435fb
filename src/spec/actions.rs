//! `[actions]`: pins that replace those of tvgen's catalogue, or add to them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Spec, pattern};

/// The commit of an action, and the version that it is.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// The version that the commit is: `v7.1.0`.
    #[schemars(required, extend("pattern" = pattern::NOT_BLANK, "examples" = ["v7.1.0"]))]
    pub version: Option<String>,
    /// The commit: 40 hexadecimal digits.
    #[schemars(required, extend("pattern" = pattern::COMMIT, "examples" = [EXAMPLE_COMMIT]))]
    pub sha: Option<String>,
}

/// What a commit looks like.
pub(super) const EXAMPLE_COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

/// The actions that generated workflows use. A pin of another one is of use to hooks only.
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
    /// The pin of `[actions]` for the action `uses`, by its own name or by its repository's; with the name.
    #[must_use]
    pub fn pin(&self, uses: &str) -> Option<(&str, &Pin)> {
        let named = |name: &str| {
            let mut pins = self.actions.iter();
            pins.find(|(known, _)| known.eq_ignore_ascii_case(name))
        };
        let pin = named(uses).or_else(|| named(&repository(uses)?));
        pin.map(|(name, pin)| (name.as_str(), pin))
    }
}

/// The repository of the action `uses`, if that is a folder of one: `actions/cache` of `actions/cache/restore`.
#[must_use]
pub fn repository(uses: &str) -> Option<String> {
    match uses.split('/').collect::<Vec<_>>().as_slice() {
        [owner, name, _, ..] => Some(format!("{owner}/{name}")),
        [] | [_] | [_, _] => None,
    }
}

/// Whether `name` is one that an action can have: `owner/repository`, and a folder perhaps.
#[must_use]
pub fn is_name(name: &str) -> bool {
    let letters = |part: &str| {
        !["", ".", ".."].contains(&part)
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
    };
    name.contains('/') && name.split('/').all(letters)
}

/// Whether `text` is a commit: 40 hexadecimal digits.
#[must_use]
pub fn is_commit(text: &str) -> bool {
    text.len() == 40
        && text
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase())
}
