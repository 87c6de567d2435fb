//! Accessors for copies, build arguments and commands, each of which a spec can write in two forms.

use super::{BuildArg, Copy, Points, StageKind};
use crate::place::{Place, Placed};

impl Points {
    /// The name and the commands of each point, in the order in which they run.
    #[must_use]
    pub fn lists(&self) -> [(&'static str, &[String]); 6] {
        [
            ("before_bundle", &self.before_bundle),
            ("after_bundle", &self.after_bundle),
            ("before_assets", &self.before_assets),
            ("after_assets", &self.after_assets),
            ("before_copy", &self.before_copy),
            ("after_copy", &self.after_copy),
        ]
    }

    /// The names of the points of stages of `kind`.
    #[must_use]
    pub fn of_kind(kind: StageKind) -> &'static [&'static str] {
        match kind {
            StageKind::Builder => &[
                "before_bundle",
                "after_bundle",
                "before_assets",
                "after_assets",
            ],
            StageKind::Runtime => &["before_copy", "after_copy"],
            StageKind::Plain => &[],
        }
    }
}

impl BuildArg {
    /// The name of the build argument, which is at `place`.
    #[must_use]
    pub fn name(&self, place: &Place) -> Option<Placed<&str>> {
        match self {
            Self::Name(name) => Some(Placed::new(name, place.clone())),
            Self::Long(arg) => placed(arg.name.as_ref(), place, "name"),
        }
    }

    /// The name of the environment variable; the build argument is at `place`.
    #[must_use]
    pub fn variable(&self, place: &Place) -> Option<Placed<&str>> {
        match self {
            Self::Name(_) => self.name(place),
            Self::Long(arg) => placed(arg.env.as_ref(), place, "env").or_else(|| self.name(place)),
        }
    }
}

impl Copy {
    /// The stage or image to copy from, if it is set.
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        match self {
            Self::Path(_) => None,
            Self::Long(copy) => copy.from.as_deref(),
        }
    }

    /// The stage or image to copy from, if it is set; the copy is at `place`.
    #[must_use]
    pub fn from(&self, place: &Place) -> Option<Placed<&str>> {
        match self {
            Self::Path(_) => None,
            Self::Long(copy) => placed(copy.from.as_ref(), place, "from"),
        }
    }

    /// The path to copy; the copy is at `place`.
    #[must_use]
    pub fn path(&self, place: &Place) -> Option<Placed<&str>> {
        match self {
            Self::Path(path) => Some(Placed::new(path, place.clone())),
            Self::Long(copy) => placed(copy.path.as_ref(), place, "path"),
        }
    }

    /// The owner and the permissions, if they are set; the copy is at `place`.
    #[must_use]
    pub fn access(&self, place: &Place) -> [Option<Placed<&str>>; 2] {
        match self {
            Self::Path(_) => [None, None],
            Self::Long(copy) => [
                placed(copy.owner.as_ref(), place, "owner"),
                placed(copy.mode.as_ref(), place, "mode"),
            ],
        }
    }

    /// The destination, if it is set; the copy is at `place`.
    #[must_use]
    pub fn to(&self, place: &Place) -> Option<Placed<&str>> {
        match self {
            Self::Path(_) => None,
            Self::Long(copy) => placed(copy.to.as_ref(), place, "to"),
        }
    }
}

fn placed<'a>(value: Option<&'a String>, place: &Place, key: &str) -> Option<Placed<&'a str>> {
    value.map(|value| Placed::new(value.as_str(), place.key(key)))
}
