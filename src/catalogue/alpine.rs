//! Releases of Alpine, and names of its packages.

use std::sync::LazyLock;

use indexmap::IndexMap;
use serde::Deserialize;

use super::{parse_data, version_numbers};

/// A package that Alpine removed.
#[derive(Clone, Debug, Deserialize)]
pub struct RemovedPackage {
    /// The first release without it.
    pub since: String,
    /// The package to install instead.
    pub instead: Option<String>,
}

#[derive(Deserialize)]
struct Alpine {
    build: Vec<String>,
    eol: IndexMap<String, String>,
    known: Vec<String>,
    removed: IndexMap<String, RemovedPackage>,
    debian: IndexMap<String, String>,
}

static ALPINE: LazyLock<Alpine> = LazyLock::new(|| parse_data(include_str!("alpine.toml")));

/// The releases, newest first: `3.22`.
pub fn releases() -> impl DoubleEndedIterator<Item = &'static str> {
    ALPINE.eol.keys().map(String::as_str)
}

/// The end of life of `release`: `2027-05-01`; `None` for an unknown release.
#[must_use]
pub fn end_of_life(release: &str) -> Option<&'static str> {
    ALPINE.eol.get(release).map(String::as_str)
}

/// Whether the package `name` is needed only to compile, not to run a service.
#[must_use]
pub fn is_build_package(name: &str) -> bool {
    let unversioned = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let known = |package: &String| package == name || package == unversioned;
    name.ends_with("-dev") || ALPINE.build.iter().any(known)
}

/// The names of packages that only Debian has, with their names on Alpine.
pub fn debian_packages() -> impl Iterator<Item = (&'static str, &'static str)> {
    let names = ALPINE.debian.iter();
    names.map(|(debian, alpine)| (debian.as_str(), alpine.as_str()))
}

/// The name on Alpine of the package that Debian calls `name`; `None` if Alpine may also have a package called `name`.
#[must_use]
pub fn from_debian(name: &str) -> Option<&'static str> {
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let numbered = (letters.len() < name.len()).then(|| format!("{letters}#"));
    let known = ALPINE.debian.get(name);
    let known = known.or_else(|| ALPINE.debian.get(&numbered?));
    known.map(String::as_str)
}

/// The known package that differs from `name` in a single letter; `None` if `name` may be the name of another package.
#[must_use]
pub fn from_typo(name: &str) -> Option<&'static str> {
    const MAX_COMPARED: usize = 64;
    if name.len() > MAX_COMPARED || ALPINE.known.iter().any(|known| known == name) {
        return None;
    }
    let without_digits = |name: &str| -> String {
        let letters = name.chars().filter(|c| !c.is_ascii_digit());
        letters.collect()
    };
    let is_near = |known: &&String| {
        known.len().abs_diff(name.len()) <= 1
            && strsim::damerau_levenshtein(known, name) == 1
            && strsim::damerau_levenshtein(&without_digits(known), &without_digits(name)) == 1
    };
    ALPINE.known.iter().find(is_near).map(String::as_str)
}

/// The removal of the package `name`, if it is known to be missing in the release `release`.
#[must_use]
pub fn find_removed(name: &str, release: &str) -> Option<&'static RemovedPackage> {
    let removed = ALPINE.removed.get(name)?;
    (version_numbers(release) >= version_numbers(&removed.since)).then_some(removed)
}
