//! Alpine: its releases, and what some of its packages are for.

use std::sync::LazyLock;

use indexmap::IndexMap;
use serde::Deserialize;

use super::read;

#[derive(Deserialize)]
struct Alpine {
    build: Vec<String>,
    eol: IndexMap<String, String>,
}

static ALPINE: LazyLock<Alpine> = LazyLock::new(|| read(include_str!("alpine.toml")));

/// The releases, the newest first: `3.22`.
pub fn releases() -> impl DoubleEndedIterator<Item = &'static str> {
    ALPINE.eol.keys().map(String::as_str)
}

/// The day on which the support of `release` ends, as in `2027-05-01`; `None` for one that is not known.
#[must_use]
pub fn end_of_life(release: &str) -> Option<&'static str> {
    ALPINE.eol.get(release).map(String::as_str)
}

/// Whether the package `name` compiles, or is there to compile with: nothing that runs a service needs it.
#[must_use]
pub fn is_build_package(name: &str) -> bool {
    let unversioned = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let known = |package: &String| package == name || package == unversioned;
    name.ends_with("-dev") || ALPINE.build.iter().any(known)
}
