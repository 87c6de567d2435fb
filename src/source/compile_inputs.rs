//! Inputs of a compilation other than the spec: the date, and the files next to the spec.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// The files next to a spec, by their paths from its folder, separated by `/`.
pub trait Repository {
    /// The text of the file at `path`, if it exists and can be read.
    fn text(&self, path: &str) -> Option<String>;

    /// Whether a file or folder exists at `path`.
    fn has(&self, path: &str) -> bool;

    /// The names of the entries of the folder at `path` in alphabetical order; `""` is the folder of the spec.
    fn names(&self, path: &str) -> Vec<String>;
}

/// Whether the file at a path, relative to the folder of the spec, has the given text.
pub type IsOnDisk<'a> = &'a dyn Fn(&str, &str) -> bool;

/// Inputs of a compilation other than the spec.
#[derive(Clone, Copy)]
pub struct CompileInputs<'a> {
    /// The date that end-of-life dates are compared with.
    pub today: Date,
    /// The repository of the service; `None` if there is none, as for standard input.
    pub repository: Option<&'a dyn Repository>,
    /// Whether an output is already on disk; `None` if unknown.
    pub is_on_disk: Option<IsOnDisk<'a>>,
}

impl CompileInputs<'_> {
    /// Inputs with only a date.
    #[must_use]
    pub fn for_day(today: Date) -> Self {
        Self {
            today,
            repository: None,
            is_on_disk: None,
        }
    }
}

/// The current date in UTC.
#[must_use]
pub fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}
