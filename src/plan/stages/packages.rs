//! Plans the Alpine packages of a stage.

use super::Package;
use crate::{
    place::{Place, Placed},
    spec::base::Package as SpecPackage,
};

/// Plans the packages of the array at `place`.
pub(super) fn list_packages(items: &[SpecPackage], place: &Place) -> Vec<Package> {
    let package = |(item, package): (usize, &SpecPackage)| match package {
        SpecPackage::Short(word) => Package {
            requirement: Placed::new(word.clone(), place.item(item)),
            reason: None,
        },
        SpecPackage::Long(long) => {
            let name = long.name.clone().unwrap_or_default();
            let until = long.until.as_ref().map(|day| format!("until {}", day.0));
            let reason: Vec<String> = long.reason.iter().cloned().chain(until).collect();
            Package {
                requirement: Placed::new(
                    format!("{name}{}", long.version.as_deref().unwrap_or_default()),
                    place.item(item),
                ),
                reason: (!reason.is_empty()).then(|| format!("{name}: {}", reason.join(", "))),
            }
        }
    };
    items.iter().enumerate().map(package).collect()
}

/// Merges `shared` and `own` in alphabetical order, without duplicates.
pub(super) fn merge_packages(shared: Vec<Package>, own: Vec<Package>) -> Vec<Package> {
    let mut all: Vec<Package> = shared.into_iter().chain(own).collect();
    all.sort_by(|left, right| left.requirement.value.cmp(&right.requirement.value));
    all.dedup_by(|left, right| left.requirement.value == right.requirement.value);
    all
}
