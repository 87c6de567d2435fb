//! A table of the spec that may be absent.

use std::ops::{Deref, DerefMut};

use schemars::JsonSchema;
use serde::Deserialize;

// A table that may be absent; all of its keys are then unset.
#[expect(
    missing_docs,
    reason = "a doc comment would replace that of `T` in the schema"
)]
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Table<T: Default> {
    written: Option<T>,
    #[serde(skip)]
    unset: T,
}

impl<T: Default> Table<T> {
    /// The table, if the spec has it.
    #[must_use]
    pub fn as_option(&self) -> Option<&T> {
        self.written.as_ref()
    }

    /// Whether the spec has the table.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.written.is_some()
    }
}

impl<T: Default> Deref for Table<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.written.as_ref().unwrap_or(&self.unset)
    }
}

impl<T: Default> DerefMut for Table<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.written.get_or_insert_default()
    }
}
