//! Features of Bundler by version.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

use super::{parse_data, version_numbers};

/// A deprecated or removed flag of `bundle install`.
#[derive(Clone, Debug, Deserialize)]
pub struct InstallFlag {
    /// The flag: `--without`.
    pub flag: String,
    /// Whether the flag takes a value.
    #[serde(default)]
    pub value: bool,
    /// The first version that warns about the flag.
    deprecated: String,
    /// The first version that accepts the flag again without a warning.
    restored: Option<String>,
    /// The first version that rejects the flag.
    removed: Option<String>,
    /// The replacement command, to which the value of the flag is appended.
    pub instead: String,
}

#[derive(Deserialize)]
struct Bundler {
    config_set: String,
    follows_lockfile: String,
    checks_platforms: String,
    strict_linux: String,
    shipped_with_ruby: BTreeMap<String, String>,
    install_flag: Vec<InstallFlag>,
}

static BUNDLER: LazyLock<Bundler> = LazyLock::new(|| parse_data(include_str!("bundler.toml")));

impl InstallFlag {
    /// Whether Bundler `version` accepts the flag with a warning.
    #[must_use]
    pub fn is_deprecated(&self, version: &str) -> bool {
        let since = |first: &str| version_numbers(version) >= version_numbers(first);
        since(&self.deprecated)
            && !self.restored.as_deref().is_some_and(since)
            && !self.is_removed(version)
    }

    /// Whether Bundler `version` rejects the flag.
    #[must_use]
    pub fn is_removed(&self, version: &str) -> bool {
        self.removed
            .as_ref()
            .is_some_and(|removed| version_numbers(version) >= version_numbers(removed))
    }
}

/// The deprecated and removed flags of `bundle install`.
#[must_use]
pub fn install_flags() -> &'static [InstallFlag] {
    &BUNDLER.install_flag
}

/// The flag `--without`.
///
/// # Panics
/// Never: a test checks that the data file has it.
#[must_use]
pub fn without_flag() -> &'static InstallFlag {
    install_flags()
        .iter()
        .find(|flag| flag.flag == "--without")
        .expect("the data file has it")
}

/// The version of Bundler that ships with Ruby `ruby`, if known.
#[must_use]
pub fn shipped_with_ruby(ruby: &str) -> Option<&'static str> {
    let wanted = version_numbers(ruby);
    let same_series = |known: &&String| version_numbers(known).get(..2) == wanted.get(..2);
    let known = BUNDLER
        .shipped_with_ruby
        .keys()
        .filter(same_series)
        .filter(|known| version_numbers(known) <= wanted);
    known
        .max_by_key(|known| version_numbers(known))
        .map(|known| BUNDLER.shipped_with_ruby[known].as_str())
}

/// Whether Bundler `version` supports `bundle config set`.
#[must_use]
pub fn has_config_set(version: &str) -> bool {
    version_numbers(version) >= version_numbers(&BUNDLER.config_set)
}

/// Whether Bundler `version` switches to the version in `Gemfile.lock`.
#[must_use]
pub fn follows_lockfile(version: &str) -> bool {
    version_numbers(version) >= version_numbers(&BUNDLER.follows_lockfile)
}

/// Whether Bundler `version` rejects a lockfile without the platform that it installs on.
#[must_use]
pub fn checks_platforms(version: &str) -> bool {
    version_numbers(version) >= version_numbers(&BUNDLER.checks_platforms)
}

/// Whether Bundler `version` requires `x86_64-linux-musl` in `PLATFORMS` where older versions accept `x86_64-linux`.
#[must_use]
pub fn has_strict_linux(version: &str) -> bool {
    version_numbers(version) >= version_numbers(&BUNDLER.strict_linux)
}
