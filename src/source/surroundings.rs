//! What a spec is held against beside itself: the day, and the files that lie beside it.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// The files that lie beside a spec, named from its folder, with `/` between the parts of a path.
pub trait Repository {
    /// The text of the file at `path`, if there is one that can be read.
    fn text(&self, path: &str) -> Option<String>;

    /// Whether there is a file or a folder at `path`.
    fn has(&self, path: &str) -> bool;

    /// The names of all that lies in the folder at `path`, in the order of the alphabet; `""` is the spec's own folder.
    fn names(&self, path: &str) -> Vec<String>;
}

/// Whether the file at a path, from the spec's folder, has a text.
pub type IsWritten<'a> = &'a dyn Fn(&str, &str) -> bool;

/// What a spec is held against beside itself.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// The day that ends of life are compared with.
    pub today: Date,
    /// The service's repository; `None` where the spec lies in none, as on standard input.
    pub repository: Option<&'a dyn Repository>,
    /// Which outputs are on disk already; `None` where nobody looks.
    pub is_written: Option<IsWritten<'a>>,
}

impl Surroundings<'_> {
    /// A day, no repository, and nothing that was written.
    #[must_use]
    pub fn on(today: Date) -> Self {
        Self {
            today,
            repository: None,
            is_written: None,
        }
    }
}

/// This day, in UTC: the same for everybody at one moment.
#[must_use]
pub fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}
