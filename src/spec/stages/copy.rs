//! Copies, build arguments and commands, in either form in which a spec can write them.

use super::{BuildArg, Copy, Points};
use crate::place::{Place, Placed};

impl Points {
    /// The commands at each point, with the point's name, in the order in which they run.
    #[must_use]
    pub fn lists(&self) -> [(&'static str, &[String]); 4] {
        [
            ("before_bundle", &self.before_bundle),
            ("after_bundle", &self.after_bundle),
            ("before_assets", &self.before_assets),
            ("after_assets", &self.after_assets),
        ]
    }
}

impl BuildArg {
    /// What the builds pass, if this is the build argument at `at`.
    #[must_use]
    pub fn name(&self, at: &Place) -> Option<Placed<&str>> {
        match self {
            Self::Name(name) => Some(Placed::new(name, at.clone())),
            Self::Renamed(arg) => placed(arg.name.as_ref(), at, "name"),
        }
    }

    /// What the service reads, if this is the build argument at `at`.
    #[must_use]
    pub fn variable(&self, at: &Place) -> Option<Placed<&str>> {
        match self {
            Self::Name(_) => self.name(at),
            Self::Renamed(arg) => placed(arg.env.as_ref(), at, "env").or_else(|| self.name(at)),
        }
    }
}

impl Copy {
    /// The stage or the image that is named as the source.
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        match self {
            Self::Path(_) => None,
            Self::Long(copy) => copy.from.as_deref(),
        }
    }

    /// The stage or the image that is named as the source, if this is the copy at `at`.
    #[must_use]
    pub fn from(&self, at: &Place) -> Option<Placed<&str>> {
        match self {
            Self::Path(_) => None,
            Self::Long(copy) => placed(copy.from.as_ref(), at, "from"),
        }
    }

    /// What is copied, if this is the copy at `at`.
    #[must_use]
    pub fn path(&self, at: &Place) -> Option<Placed<&str>> {
        match self {
            Self::Path(path) => Some(Placed::new(path, at.clone())),
            Self::Long(copy) => placed(copy.path.as_ref(), at, "path"),
        }
    }

    /// The destination that is named, if this is the copy at `at`.
    #[must_use]
    pub fn to(&self, at: &Place) -> Option<Placed<&str>> {
        match self {
            Self::Path(_) => None,
            Self::Long(copy) => placed(copy.to.as_ref(), at, "to"),
        }
    }
}

fn placed<'a>(value: Option<&'a String>, at: &Place, key: &str) -> Option<Placed<&'a str>> {
    value.map(|value| Placed::new(value.as_str(), at.key(key)))
}
