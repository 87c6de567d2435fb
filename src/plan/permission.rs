//! The permissions of a job's token: the least that its steps need.

use crate::{place::Place, spec::hooks::Access};

/// A permission of a job's token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permission {
    /// The scope: `packages`.
    pub scope: String,
    /// The access to it.
    pub access: Access,
    /// The reason.
    pub reason: String,
    /// The keys of the spec that require it.
    pub places: Vec<Place>,
}

impl Permission {
    /// A permission that a generated step needs.
    pub(super) fn for_step(scope: &str, access: Access, reason: &str) -> Self {
        Self {
            scope: scope.to_owned(),
            access,
            reason: reason.to_owned(),
            places: Vec::new(),
        }
    }

    /// Merges `self` into `all`, which has one permission per scope: the wider access takes precedence.
    pub(super) fn merge_into(&self, all: &mut Vec<Self>) {
        match all.iter_mut().find(|existing| existing.scope == self.scope) {
            None => all.push(self.clone()),
            Some(existing) => {
                let places = existing
                    .places
                    .iter()
                    .chain(&self.places)
                    .cloned()
                    .collect();
                if existing.access < self.access {
                    *existing = self.clone();
                }
                existing.places = places;
            }
        }
    }
}
