//! The order of things as a type: what is planned was checked.

use std::ops::Deref;

use super::Spec;

/// A spec the rules found no error in.
#[derive(Debug)]
pub struct Checked<'a>(&'a Spec);

impl<'a> Checked<'a> {
    /// Only `compile` vouches.
    pub(crate) fn vouch(spec: &'a Spec) -> Self {
        Self(spec)
    }
}

impl Deref for Checked<'_> {
    type Target = Spec;

    fn deref(&self) -> &Spec {
        self.0
    }
}
