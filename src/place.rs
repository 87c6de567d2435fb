//! Where in a spec something is, by its keys.

use std::{fmt, sync::Arc};

use smol_str::SmolStr;

/// One step into a spec: a key of a table, or an item of an array (from 0).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A key of a table.
    Name(SmolStr),
    /// An item of an array, from 0.
    Item(usize),
}

impl Key {
    /// The key of a table, if it is one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            Self::Item(_) => None,
        }
    }
}

/// Where in the spec something is, written or not: `stages.builder.packages[2]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(Arc<[Key]>);

impl Place {
    /// The whole spec.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// What has these steps from the root.
    #[must_use]
    pub fn of(keys: impl Into<Arc<[Key]>>) -> Self {
        Self(keys.into())
    }

    /// The value of `key` in the table that this is.
    #[must_use]
    pub fn key(&self, key: impl Into<SmolStr>) -> Self {
        self.step(Key::Name(key.into()))
    }

    /// The item of the array that this is, from 0.
    #[must_use]
    pub fn item(&self, item: usize) -> Self {
        self.step(Key::Item(item))
    }

    /// The items of `list`, the array that this is, each at its place.
    pub fn items<'a, T: 'a>(
        self,
        list: impl IntoIterator<Item = &'a T>,
    ) -> impl Iterator<Item = (Self, &'a T)> {
        let list = list.into_iter().enumerate();
        list.map(move |(item, value)| (self.item(item), value))
    }

    /// The steps from the root.
    #[must_use]
    pub fn keys(&self) -> &[Key] {
        &self.0
    }

    /// The table or the array that this lies in; `None` for the whole spec.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (_, keys) = self.0.split_last()?;
        Some(Self(keys.into()))
    }

    /// Whether `other` is this place or lies inside it.
    #[must_use]
    pub fn holds(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }

    fn step(&self, key: Key) -> Self {
        let keys = self.0.iter().cloned();
        Self(keys.chain([key]).collect())
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (depth, key) in self.0.iter().enumerate() {
            match key {
                Key::Item(item) => write!(f, "[{item}]")?,
                Key::Name(name) => {
                    if depth > 0 {
                        f.write_str(".")?;
                    }
                    if is_bare(name) {
                        f.write_str(name)?;
                    } else {
                        write!(f, "{name:?}")?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// Whether TOML takes `key` without quotes.
pub(super) fn is_bare(key: &str) -> bool {
    !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

/// A place in the spec, by its keys: `at!("base", "ruby")`.
#[macro_export]
macro_rules! at {
    ($($key:expr),*) => { $crate::place::Place::of([$($crate::place::Key::Name($key.into())),*]) };
}

/// A value with the place it comes from, or would come from if it were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub at: Place,
}

impl<T> Placed<T> {
    /// `value`, as it stands at `at`.
    pub fn new(value: T, at: Place) -> Self {
        Self { value, at }
    }
}
