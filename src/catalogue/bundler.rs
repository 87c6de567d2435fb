//! Bundler, by version.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

use super::{numbers, read};

/// A flag of `bundle install` that is on its way out.
#[derive(Clone, Debug, Deserialize)]
pub struct InstallFlag {
    /// The flag: `--without`.
    pub flag: String,
    /// Whether a value follows it.
    #[serde(default)]
    pub value: bool,
    /// The first version that warns of it.
    deprecated: String,
    /// The first version that does so no longer.
    restored: Option<String>,
    /// The first version that refuses it.
    removed: Option<String>,
    /// The command that does the same; its value, if it has one, follows.
    pub instead: String,
}

#[derive(Deserialize)]
struct Bundler {
    config_set: String,
    follows_lockfile: String,
    shipped_with_ruby: BTreeMap<String, String>,
    install_flag: Vec<InstallFlag>,
}

static BUNDLER: LazyLock<Bundler> = LazyLock::new(|| read(include_str!("bundler.toml")));

impl InstallFlag {
    /// Whether Bundler `version` takes it, and warns.
    #[must_use]
    pub fn is_deprecated(&self, version: &str) -> bool {
        let since = |first: &str| numbers(version) >= numbers(first);
        since(&self.deprecated)
            && !self.restored.as_deref().is_some_and(since)
            && !self.is_removed(version)
    }

    /// Whether Bundler `version` refuses it.
    #[must_use]
    pub fn is_removed(&self, version: &str) -> bool {
        self.removed
            .as_ref()
            .is_some_and(|removed| numbers(version) >= numbers(removed))
    }
}

/// The flags of `bundle install` that are on their way out.
#[must_use]
pub fn install_flags() -> &'static [InstallFlag] {
    &BUNDLER.install_flag
}

/// The flag `--without`.
///
/// # Panics
/// Never: the data file has it, which a test looks up.
#[must_use]
pub fn without_flag() -> &'static InstallFlag {
    install_flags()
        .iter()
        .find(|flag| flag.flag == "--without")
        .expect("our data file has it")
}

/// The Bundler that Ruby `ruby` brings, if the catalogue knows.
#[must_use]
pub fn of_ruby(ruby: &str) -> Option<&'static str> {
    let wanted = numbers(ruby);
    let same_series = |known: &&String| numbers(known).get(..2) == wanted.get(..2);
    let known = BUNDLER
        .shipped_with_ruby
        .keys()
        .filter(same_series)
        .filter(|known| numbers(known) <= wanted);
    known
        .max_by_key(|known| numbers(known))
        .map(|known| BUNDLER.shipped_with_ruby[known].as_str())
}

/// Whether Bundler `version` knows `bundle config set`.
#[must_use]
pub fn has_config_set(version: &str) -> bool {
    numbers(version) >= numbers(&BUNDLER.config_set)
}

/// Whether Bundler `version` gives way to the version that `Gemfile.lock` names.
#[must_use]
pub fn follows_lockfile(version: &str) -> bool {
    numbers(version) >= numbers(&BUNDLER.follows_lockfile)
}
