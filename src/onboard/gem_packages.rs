//! Adds the packages that the gems of a service need to its new spec.

use std::collections::BTreeSet;

use crate::{
    catalogue::alpine::find_removed,
    place,
    place::Place,
    source::{
        Node, Repository, Source, Value,
        edit::{Change, NewValue, edit},
    },
    spec::{Spec, gem_packages::NeededPackage, read::read, stages::StageKind},
};

/// A package that was added for a gem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddedPackage {
    /// The array that it was added to.
    pub place: Place,
    /// The name of the package.
    pub name: String,
    /// The first gem that needs it.
    pub gem: String,
    /// Where the gem is listed: `Gemfile.lock line 14`.
    pub origin: String,
}

/// Adds the packages that the gems in `repository` need to the spec `source`. Returns the new text, or `None` if there is nothing
/// to add or the spec inherits the arrays.
#[must_use]
pub fn add_gem_packages(
    source: &Source,
    repository: &dyn Repository,
) -> Option<(String, Vec<AddedPackage>)> {
    let spec = read(source).spec;
    let builder = spec.stage_of_kind(StageKind::Builder)?;
    let build = place!("stages", builder.as_str(), "packages");
    let run = spec.missing_runtime_packages(repository).into_iter();
    let run = run.map(|package| (spec.runtime_package_place(package.names[0]), package));
    let compile = spec.missing_build_packages(repository).into_iter();
    let compile = compile.map(|package| (build.clone(), package));
    let mut added = Vec::<AddedPackage>::new();
    for (place, package) in run.chain(compile) {
        // A package of the base is also in the builder.
        let is_known = |added: &AddedPackage| package.names.contains(&added.name.as_str());
        if !is_unavailable(&spec, package.names[0]) && !added.iter().any(is_known) {
            added.push(added_package(&place, &package));
        }
    }
    let places: BTreeSet<&Place> = added.iter().map(|package| &package.place).collect();
    let changes = places.into_iter().flat_map(|place| {
        let own = added.iter().filter(|package| package.place == *place);
        insertions(
            source,
            place,
            own.map(|package| package.name.clone()).collect(),
        )
    });
    let changes: Vec<Change> = changes.collect();
    if added.is_empty() {
        return None;
    }
    Some((edit(source, &changes)?, added))
}

/// Whether the release of Alpine no longer has the package `name`.
fn is_unavailable(spec: &Spec, name: &str) -> bool {
    let release = spec.alpine_release();
    release.is_some_and(|release| find_removed(name, release).is_some())
}

fn added_package(place: &Place, package: &NeededPackage) -> AddedPackage {
    let (gem, claim) = &package.gems[0];
    AddedPackage {
        place: place.clone(),
        name: package.names[0].to_owned(),
        gem: gem.clone(),
        origin: format!("{} line {}", claim.file, claim.line),
    }
}

/// The changes that add the packages `names` to the array at `place`, in alphabetical order.
fn insertions(source: &Source, place: &Place, mut names: Vec<String>) -> Vec<Change> {
    names.sort();
    let Some(Value::Array(items)) = source.value(place) else {
        return vec![Change::Set(place.clone(), NewValue::Strings(names))];
    };
    let position = |name: &String| {
        let is_after = |item: &Node| match &item.value {
            Value::String(text) => text > name,
            Value::Integer(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Datetime(_)
            | Value::Table(_)
            | Value::Array(_) => false,
        };
        items.iter().position(is_after).unwrap_or(items.len())
    };
    let insertion = |name: &String| Change::Insert(place.item(position(name)), name.clone());
    names.iter().map(insertion).collect()
}
