//! Selects services by conditions, and finds the spec that sets a value for each.

use super::{LoadedSpec, SelectedSpec};
use crate::{fleet::Condition, place::Place, source::path::normalize};

/// A spec that a change may apply to.
pub struct Candidate {
    /// The spec.
    pub spec: SelectedSpec,
    /// Whether it meets all conditions.
    pub is_selected: bool,
    /// The spec that sets the value.
    pub origin: ValueOrigin,
    /// Its base specs.
    pub bases: Vec<String>,
}

/// The spec that sets a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueOrigin {
    /// The value is not set.
    Unset,
    /// The service's own spec.
    Own,
    /// The base spec in this file.
    Base(String),
}

/// Checks `conditions` on `input`, and finds the spec that sets the value at `place`.
///
/// # Errors
/// If a condition compares values that have no order.
pub fn inspect_spec(
    input: &LoadedSpec,
    place: &Place,
    conditions: &[Condition],
) -> Result<Candidate, String> {
    let source = &input.source;
    let origin = match source.value_span(place) {
        None => ValueOrigin::Unset,
        Some(span) if span.file == 0 => ValueOrigin::Own,
        Some(span) => ValueOrigin::Base(normalize(&source.file(span).name)),
    };
    let bases = source.bases.iter().map(|base| normalize(&base.name));
    let mut is_selected = true;
    for condition in conditions {
        // Later conditions need not be comparable if an earlier one is not met.
        is_selected = is_selected && condition.matches(source)?;
    }
    Ok(Candidate {
        spec: SelectedSpec {
            path: source.own.name.clone().into(),
            is_discovered: true,
        },
        is_selected,
        origin,
        bases: bases.collect(),
    })
}

/// The number of selected services.
pub fn count_selected(candidates: &[Candidate]) -> usize {
    candidates
        .iter()
        .filter(|candidate| candidate.is_selected)
        .count()
}

/// The number of selected services that inherit the value from the file `base`.
pub fn count_inheriting(candidates: &[Candidate], base: &str) -> usize {
    let selected = candidates.iter().filter(|candidate| candidate.is_selected);
    selected
        .filter(|candidate| candidate.origin == ValueOrigin::Base(base.to_owned()))
        .count()
}

/// The base spec that selected services inherit the value from; `None` if no service inherits it.
///
/// # Errors
/// If they inherit it from several base specs.
pub fn find_shared_base(candidates: &[Candidate]) -> Result<Option<String>, String> {
    let mut base: Option<(&String, &Candidate)> = None;
    for candidate in candidates.iter().filter(|candidate| candidate.is_selected) {
        let ValueOrigin::Base(other) = &candidate.origin else {
            continue;
        };
        match base {
            Some((known, first)) if known != other => {
                return Err(format!(
                    "{} inherits the value from {known}, but {} from {other}: use `--where` to select only services that inherit from one of them",
                    first.spec.path.display(),
                    candidate.spec.path.display()
                ));
            }
            Some(_) => {}
            None => base = Some((other, candidate)),
        }
    }
    Ok(base.map(|(base, _)| base.clone()))
}

/// Chooses the base spec in which to set the value at `place`: `shared`, from which services inherit it, or else the only
/// base spec of all selected services that do not set it.
///
/// # Errors
/// If there is no such base spec, or a selected service would not inherit the value from it.
pub fn choose_base(
    candidates: &[Candidate],
    shared: Option<String>,
    place: &Place,
) -> Result<String, String> {
    let selected = candidates.iter().filter(|candidate| candidate.is_selected);
    let mut without = selected.filter(|candidate| candidate.origin == ValueOrigin::Unset);
    let spec = |candidate: &Candidate| candidate.spec.path.display().to_string();
    if let Some(shared) = shared {
        return match without.next() {
            None => Ok(shared),
            Some(candidate) => Err(format!(
                "{} neither sets `{place}` nor inherits it from {shared}: to exclude it, pass `--where '{place} exists'`",
                spec(candidate)
            )),
        };
    }
    let Some(first) = without.next() else {
        return Err(format!(
            "each selected service sets `{place}` itself, so setting it in a base spec would change none of them"
        ));
    };
    let base = match first.bases.as_slice() {
        [] => Err(format!("{} extends no base spec", spec(first))),
        [base] => Ok(base.clone()),
        several => Err(format!(
            "`{place}` is not set yet, and {} extends {}: set it manually in one of them",
            spec(first),
            several.join(" and ")
        )),
    }?;
    match without.find(|candidate| candidate.bases != first.bases) {
        None => Ok(base),
        Some(other) => Err(format!(
            "`{place}` is not set yet, and {} extends only {base}, unlike {}: select only services with the same base specs",
            spec(first),
            spec(other)
        )),
    }
}
