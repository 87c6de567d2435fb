//! Places in a spec: paths of keys and items.

use std::{fmt, sync::Arc};

use smol_str::SmolStr;

/// A step of a place: a key of a table, or an item of an array.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A key of a table.
    Name(SmolStr),
    /// An item of an array, from 0.
    Item(usize),
}

impl Key {
    /// The name of a key; `None` for an item.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            Self::Item(_) => None,
        }
    }
}

/// A place in the spec, set or not: `stages.builder.packages[2]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(Arc<[Key]>);

impl Place {
    /// The root: the whole spec.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// Creates a place from its steps.
    #[must_use]
    pub fn from_keys(keys: impl Into<Arc<[Key]>>) -> Self {
        Self(keys.into())
    }

    /// The place of `key` in this table.
    #[must_use]
    pub fn key(&self, key: impl Into<SmolStr>) -> Self {
        self.step(Key::Name(key.into()))
    }

    /// The place of an item of this array, from 0.
    #[must_use]
    pub fn item(&self, item: usize) -> Self {
        self.step(Key::Item(item))
    }

    /// The items of `list`, the value of this array, with their places.
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

    /// The enclosing table or array; `None` for the root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (_, keys) = self.0.split_last()?;
        Some(Self(keys.into()))
    }

    /// Whether `other` is this place or inside it.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
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

/// Whether `key` is a bare key, which TOML accepts without quotes.
pub(super) fn is_bare(key: &str) -> bool {
    !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

/// A place in the spec, by its keys: `place!("base", "ruby")`.
#[macro_export]
macro_rules! place {
    ($($key:expr),*) => { $crate::place::Place::from_keys([$($crate::place::Key::Name($key.into())),*]) };
}

/// A value with its place in the spec, set or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub place: Place,
}

impl<T> Placed<T> {
    /// Creates a value with its place.
    pub fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }
}
