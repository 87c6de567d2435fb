//! Series of Ruby, and its official images on Alpine.

use std::sync::LazyLock;

use indexmap::IndexMap;
use serde::Deserialize;

use super::{parse_data, version_numbers};

/// A release series.
#[derive(Clone, Debug, Deserialize)]
pub struct Series {
    /// The major and minor version: `3.4`.
    pub name: String,
    /// The end-of-life date: `2027-03-31`; `None` if unknown.
    pub eol: Option<String>,
    /// Whether the date was still in the future when the source was read.
    #[serde(default)]
    pub expected: bool,
}

#[derive(Deserialize)]
struct Ruby {
    series: Vec<Series>,
    images: IndexMap<String, Vec<String>>,
}

static RUBY: LazyLock<Ruby> = LazyLock::new(|| parse_data(include_str!("ruby.toml")));

/// The series, newest first.
#[must_use]
pub fn series() -> &'static [Series] {
    &RUBY.series
}

/// The series of the release `ruby`.
#[must_use]
pub fn find_series(ruby: &str) -> Option<&'static Series> {
    let wanted = version_numbers(ruby);
    let same = |series: &&Series| wanted.get(..2) == Some(&version_numbers(&series.name));
    series().iter().find(same)
}

/// All releases, sorted within each series.
pub fn releases() -> impl DoubleEndedIterator<Item = &'static str> {
    RUBY.images.keys().map(String::as_str)
}

/// The newest release of a series.
#[must_use]
pub fn newest_release(series: &Series) -> Option<&'static str> {
    releases().rfind(|release| find_series(release).is_some_and(|found| found.name == series.name))
}

/// The releases of Alpine on which images of the release `ruby` were published. The last one is that of the plain tag, such
/// as `3.4.7-alpine`. Empty if the releases of Alpine are not known; `None` if `ruby` is not known.
#[must_use]
pub fn alpine_releases(ruby: &str) -> Option<&'static [String]> {
    RUBY.images.get(ruby).map(Vec::as_slice)
}

/// The release of Alpine that the plain tag of `ruby`, such as `3.4.7-alpine`, was last built on.
#[must_use]
pub fn plain_alpine(ruby: &str) -> Option<&'static str> {
    alpine_releases(ruby)?.last().map(String::as_str)
}
