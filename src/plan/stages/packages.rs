//! The Alpine packages of a stage.

use super::Package;
use crate::{
    place::{Place, Placed},
    spec::base::Package as Said,
};

/// The packages `said`, each with its place.
pub(super) fn packages(said: &[Said], at: &Place) -> Vec<Package> {
    let package = |(item, package): (usize, &Said)| match package {
        Said::Short(word) => Package {
            word: Placed::new(word.clone(), at.item(item)),
            reason: None,
        },
        Said::Long(said) => {
            let name = said.name.clone().unwrap_or_default();
            let until = said.until.as_ref().map(|day| format!("until {}", day.0));
            let reason: Vec<String> = said.reason.iter().cloned().chain(until).collect();
            Package {
                word: Placed::new(
                    format!("{name}{}", said.version.as_deref().unwrap_or_default()),
                    at.item(item),
                ),
                reason: (!reason.is_empty()).then(|| format!("{name}: {}", reason.join(", "))),
            }
        }
    };
    said.iter().enumerate().map(package).collect()
}

/// `shared` and `own` without repetitions, in the order of the alphabet.
pub(super) fn merged(shared: Vec<Package>, own: Vec<Package>) -> Vec<Package> {
    let mut all: Vec<Package> = shared.into_iter().chain(own).collect();
    all.sort_by(|one, other| one.word.value.cmp(&other.word.value));
    all.dedup_by(|one, other| one.word.value == other.word.value);
    all
}
