//! A type-level guarantee that only checked specs are planned.

use std::ops::Deref;

use super::Spec;

/// A spec without errors.
#[derive(Debug)]
pub struct Checked<'a>(&'a Spec);

impl<'a> Checked<'a> {
    /// Wraps `spec`, in which the rules found no errors. Only `compile` calls this.
    pub(crate) fn assume_checked(spec: &'a Spec) -> Self {
        Self(spec)
    }
}

impl Deref for Checked<'_> {
    type Target = Spec;

    fn deref(&self) -> &Spec {
        self.0
    }
}
