//! Ruby: its series, and the official images of it on Alpine.

use std::sync::LazyLock;

use indexmap::IndexMap;
use serde::Deserialize;

use super::{numbers, read};

/// A series of releases.
#[derive(Clone, Debug, Deserialize)]
pub struct Series {
    /// Major and minor number: `3.4`.
    pub name: String,
    /// The day from which nobody looks after it, as in `2027-03-31`; `None` where no day is known.
    pub eol: Option<String>,
    /// Whether that day was announced, and had not come when it was read.
    #[serde(default)]
    pub expected: bool,
}

#[derive(Deserialize)]
struct Ruby {
    series: Vec<Series>,
    images: IndexMap<String, Vec<String>>,
}

static RUBY: LazyLock<Ruby> = LazyLock::new(|| read(include_str!("ruby.toml")));

/// The series, the newest first.
#[must_use]
pub fn series() -> &'static [Series] {
    &RUBY.series
}

/// The series that the release `ruby` belongs to.
#[must_use]
pub fn series_of(ruby: &str) -> Option<&'static Series> {
    let wanted = numbers(ruby);
    let same = |series: &&Series| wanted.get(..2) == Some(&numbers(&series.name));
    series().iter().find(same)
}

/// The releases, each after those of its series that came before it.
pub fn releases() -> impl DoubleEndedIterator<Item = &'static str> {
    RUBY.images.keys().map(String::as_str)
}

/// The newest release of a series.
#[must_use]
pub fn newest(series: &Series) -> Option<&'static str> {
    releases().rfind(|release| series_of(release).is_some_and(|of| of.name == series.name))
}

/// The releases of Alpine that an image of the release `ruby` was ever published on, that of the plain tag last; empty where
/// they are not known, `None` where `ruby` is not.
#[must_use]
pub fn alpines(ruby: &str) -> Option<&'static [String]> {
    RUBY.images.get(ruby).map(Vec::as_slice)
}

/// The release of Alpine that the plain tag of `ruby`, such as `3.4.7-alpine`, was last built on.
#[must_use]
pub fn plain_alpine(ruby: &str) -> Option<&'static str> {
    alpines(ruby)?.last().map(String::as_str)
}
