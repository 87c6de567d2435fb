//! Pins actions to commits.

use indexmap::IndexMap;

use crate::{
    catalogue, place,
    place::{Place, Placed},
    spec::{Spec, actions::Pin as SpecPin},
};

/// The pins of the spec, which take precedence over those of the catalogue.
#[derive(Clone, Debug)]
pub struct Actions(IndexMap<String, SpecPin>);

/// An action, pinned to a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// The value of `uses`: the action and its commit.
    pub uses: String,
    /// The version of the commit, if known.
    pub version: Option<String>,
    /// The key of the spec that pins it, if any.
    pub place: Option<Place>,
}

impl Actions {
    /// The pin of the action `name` (`owner/repository` or `owner/repository/path`), from the spec or the catalogue.
    #[must_use]
    pub fn pin(&self, name: &str) -> Option<Pin> {
        if let Some(pin) = self.spec_pin(name) {
            return Some(Pin {
                uses: format!("{name}@{}", pin.value.sha.clone().unwrap_or_default()),
                version: pin.value.version.clone(),
                place: Some(pin.place),
            });
        }
        let pin = catalogue::actions::find_pin(name)?;
        Some(Pin {
            uses: format!("{}@{}", pin.uses, pin.sha),
            version: pin.version.clone(),
            place: None,
        })
    }

    /// Pins `uses` if it has no commit, and adds the version if its commit is known.
    #[must_use]
    pub fn resolve(&self, uses: &str) -> Pin {
        let unchanged = |version, place| Pin {
            uses: uses.to_owned(),
            version,
            place,
        };
        let Some((name, commit)) = uses.split_once('@') else {
            return self.pin(uses).unwrap_or_else(|| unchanged(None, None));
        };
        match self.pin(name) {
            Some(pin) if pin.uses.ends_with(&format!("@{commit}")) => {
                unchanged(pin.version, pin.place)
            }
            Some(_) | None => unchanged(None, None),
        }
    }

    /// The spec's pin for `name` or for its whole repository.
    fn spec_pin(&self, name: &str) -> Option<Placed<&SpecPin>> {
        let repository: Vec<&str> = name.splitn(3, '/').take(2).collect();
        let candidates = [name.to_owned(), repository.join("/")];
        candidates.iter().find_map(|candidate| {
            let (key, pin) = self
                .0
                .iter()
                .find(|(key, _)| key.eq_ignore_ascii_case(candidate))?;
            Some(Placed::new(pin, place!("actions", key)))
        })
    }
}

pub(super) fn plan_actions(spec: &Spec) -> Actions {
    Actions(spec.actions.clone())
}
