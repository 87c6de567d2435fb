//! The permissions of a job's token: what its steps need, and no more.

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
    pub at: Vec<Place>,
}

impl Permission {
    /// A permission that a step of ours needs.
    pub(super) fn of_step(scope: &str, access: Access, reason: &str) -> Self {
        Self {
            scope: scope.to_owned(),
            access,
            reason: reason.to_owned(),
            at: Vec::new(),
        }
    }

    /// Adds `self` to `all`, which has one permission per scope: the wider access wins.
    pub(super) fn add_to(&self, all: &mut Vec<Self>) {
        match all.iter_mut().find(|had| had.scope == self.scope) {
            None => all.push(self.clone()),
            Some(had) => {
                let at = had.at.iter().chain(&self.at).cloned().collect();
                if had.access < self.access {
                    *had = self.clone();
                }
                had.at = at;
            }
        }
    }
}
