//! Releases of Alpine, and packages that are only for building.

use std::sync::LazyLock;

use indexmap::IndexMap;
use serde::Deserialize;

use super::parse_data;

#[derive(Deserialize)]
struct Alpine {
    build: Vec<String>,
    eol: IndexMap<String, String>,
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
