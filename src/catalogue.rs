//! Facts about the world outside, read in one place. Each data file names its sources and the day they were read.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

/// An action of GitHub's, pinned.
#[derive(Clone, Debug, Deserialize)]
pub struct Action {
    /// What `uses` names: `docker/login-action`.
    pub uses: String,
    /// The version that the commit is: `v4.1.0`.
    pub version: String,
    /// The commit, 40 hexadecimal digits.
    pub sha: String,
    /// The inputs that it declares.
    pub inputs: Vec<String>,
}

#[derive(Deserialize)]
struct Actions {
    trivy: String,
    action: Vec<Action>,
}

#[derive(Deserialize)]
struct Bundler {
    config_set: String,
    without_flag: String,
    shipped_with_ruby: BTreeMap<String, String>,
}

static ACTIONS: LazyLock<Actions> = LazyLock::new(|| {
    toml::from_str(include_str!("catalogue/actions.toml")).expect("our data file is well formed")
});

static BUNDLER: LazyLock<Bundler> = LazyLock::new(|| {
    toml::from_str(include_str!("catalogue/bundler.toml")).expect("our data file is well formed")
});

/// The action that `uses` names.
///
/// # Panics
/// If the catalogue has no such action; a test looks each one up.
#[must_use]
pub fn action(uses: &str) -> &'static Action {
    ACTIONS
        .action
        .iter()
        .find(|action| action.uses == uses)
        .expect("the catalogue has every action that is used")
}

/// The action that `uses` names, if the catalogue has it; GitHub does not tell upper from lower case in names.
#[must_use]
pub fn find(uses: &str) -> Option<&'static Action> {
    let same = |action: &&Action| action.uses.eq_ignore_ascii_case(uses);
    ACTIONS.action.iter().find(same)
}

/// The names of all actions of the catalogue.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    ACTIONS.action.iter().map(|action| action.uses.as_str())
}

/// The version of Trivy to install.
#[must_use]
pub fn trivy() -> &'static str {
    &ACTIONS.trivy
}

/// A version's numbers, to compare: `2.6.9` is more than `2.6`.
#[must_use]
pub fn numbers(version: &str) -> Vec<u32> {
    version
        .split('.')
        .map_while(|number| number.parse().ok())
        .collect()
}

/// The Bundler that Ruby `ruby` brings, if the catalogue knows.
#[must_use]
pub fn bundler_of_ruby(ruby: &str) -> Option<&'static str> {
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
pub fn bundler_has_config_set(version: &str) -> bool {
    numbers(version) >= numbers(&BUNDLER.config_set)
}

/// Whether Bundler `version` takes `bundle install --without`.
#[must_use]
pub fn bundler_has_without_flag(version: &str) -> bool {
    numbers(version) < numbers(&BUNDLER.without_flag)
}
