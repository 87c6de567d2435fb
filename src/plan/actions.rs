//! Which commit of an action is used.

use indexmap::IndexMap;

use crate::{
    at, catalogue,
    place::{Place, Placed},
    spec::{Spec, actions::Pin as Said},
};

/// The pins of the spec; beside them there are those of the catalogue.
#[derive(Clone, Debug)]
pub struct Actions(IndexMap<String, Said>);

/// The commit of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// What `uses` says: the action and its commit.
    pub uses: String,
    /// The version that the commit is, if it is known.
    pub version: Option<String>,
    /// The key of the spec that pins it, if one does.
    pub at: Option<Place>,
}

impl Actions {
    /// The pin of the action `name`, `owner/repository` or `owner/repository/path`: the spec's, or the catalogue's.
    #[must_use]
    pub fn pin(&self, name: &str) -> Option<Pin> {
        if let Some(said) = self.said(name) {
            return Some(Pin {
                uses: format!("{name}@{}", said.value.sha.clone().unwrap_or_default()),
                version: said.value.version.clone(),
                at: Some(said.at),
            });
        }
        let known = catalogue::actions::pin(name)?;
        Some(Pin {
            uses: format!("{}@{}", known.uses, known.sha),
            version: known.version.clone(),
            at: None,
        })
    }

    /// `uses` as a workflow writes it: one without a commit gets the pin of its name, one with a commit that is known
    /// gets the version.
    #[must_use]
    pub fn resolve(&self, uses: &str) -> Pin {
        let as_it_is = |version, at| Pin {
            uses: uses.to_owned(),
            version,
            at,
        };
        let Some((name, commit)) = uses.split_once('@') else {
            return self.pin(uses).unwrap_or_else(|| as_it_is(None, None));
        };
        match self.pin(name) {
            Some(pin) if pin.uses.ends_with(&format!("@{commit}")) => as_it_is(pin.version, pin.at),
            Some(_) | None => as_it_is(None, None),
        }
    }

    /// What the spec pins `name` to, itself or its whole repository.
    fn said(&self, name: &str) -> Option<Placed<&Said>> {
        let repository: Vec<&str> = name.splitn(3, '/').take(2).collect();
        let wanted = [name.to_owned(), repository.join("/")];
        wanted.iter().find_map(|wanted| {
            let (key, pin) = self
                .0
                .iter()
                .find(|(key, _)| key.eq_ignore_ascii_case(wanted))?;
            Some(Placed::new(pin, at!("actions", key)))
        })
    }
}

pub(super) fn actions(spec: &Spec) -> Actions {
    Actions(spec.actions.clone())
}
