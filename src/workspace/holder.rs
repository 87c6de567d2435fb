//! Which services are chosen, and which file each has a value of.

use super::{Input, SelectedSpec};
use crate::{fleet::Condition, place::Place, source::path::tidy};

/// What one look at a spec tells.
pub struct Look {
    /// The spec.
    pub chosen: SelectedSpec,
    /// Whether all conditions hold.
    pub is_chosen: bool,
    /// Who holds the value.
    pub holder: Holder,
    /// The files that it builds on.
    pub bases: Vec<String>,
}

/// Who holds a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// Nobody: it is not written.
    Nobody,
    /// The service's own spec.
    Own,
    /// The spec in this file.
    Base(String),
}

/// Looks at `input`.
///
/// # Errors
/// If a condition compares what cannot be compared.
pub fn look(input: &Input, place: &Place, conditions: &[Condition]) -> Result<Look, String> {
    let source = &input.source;
    let holder = match source.value_span(place) {
        None => Holder::Nobody,
        Some(span) if span.file == 0 => Holder::Own,
        Some(span) => Holder::Base(tidy(&source.file(span).name)),
    };
    let bases = source.bases.iter().map(|base| tidy(&base.name));
    let mut is_chosen = true;
    for condition in conditions {
        // One that does not hold keeps those behind it from being asked.
        is_chosen = is_chosen && condition.holds(source)?;
    }
    Ok(Look {
        chosen: SelectedSpec {
            path: source.own.name.clone().into(),
            is_found: true,
        },
        is_chosen,
        holder,
        bases: bases.collect(),
    })
}

/// How many of `looks` are chosen.
pub fn chosen(looks: &[Look]) -> usize {
    looks.iter().filter(|look| look.is_chosen).count()
}

/// How many of the chosen services have the value of the file `base`.
pub fn inheriting(looks: &[Look], base: &str) -> usize {
    let chosen = looks.iter().filter(|look| look.is_chosen);
    chosen
        .filter(|look| look.holder == Holder::Base(base.to_owned()))
        .count()
}

/// The file that chosen services have the value of, where that is none of theirs; none where all say it themselves, or nobody
/// does.
///
/// # Errors
/// If these are several files.
pub fn shared_base(looks: &[Look]) -> Result<Option<String>, String> {
    let mut base: Option<(&String, &Look)> = None;
    for look in looks.iter().filter(|look| look.is_chosen) {
        let Holder::Base(its) = &look.holder else {
            continue;
        };
        match base {
            Some((known, first)) if known != its => {
                return Err(format!(
                    "{} has the value of {known}, and {} of {its}: choose with --where those that have it of one",
                    first.chosen.path.display(),
                    look.chosen.path.display()
                ));
            }
            Some(_) => {}
            None => base = Some((its, look)),
        }
    }
    Ok(base.map(|(base, _)| base.clone()))
}

/// The file to write the value at `place` into where the user wants it in what services build on: `shared`, which those have it
/// of that do not say it themselves or, where nobody has it, the one file that all of these build on.
///
/// # Errors
/// If there is no such file, or some chosen service would not have it of that.
pub fn base_to_change(
    looks: &[Look],
    shared: Option<String>,
    place: &Place,
) -> Result<String, String> {
    let chosen = looks.iter().filter(|look| look.is_chosen);
    let mut without = chosen.filter(|look| look.holder == Holder::Nobody);
    let spec = |look: &Look| look.chosen.path.display().to_string();
    if let Some(shared) = shared {
        return match without.next() {
            None => Ok(shared),
            Some(look) => Err(format!(
                "{} does not have `{place}` of {shared}, nor says it itself: choose with --where '{place} exists' those that do",
                spec(look)
            )),
        };
    }
    let Some(first) = without.next() else {
        return Err(format!(
            "each chosen service says `{place}` itself, so that what a base says of it would change none of them"
        ));
    };
    let base = match first.bases.as_slice() {
        [] => Err(format!("{} builds on no other spec", spec(first))),
        [base] => Ok(base.clone()),
        several => Err(format!(
            "no spec says `{place}` yet, and {} builds on {}: write it by hand into the one that is meant",
            spec(first),
            several.join(" and ")
        )),
    }?;
    match without.find(|look| look.bases != first.bases) {
        None => Ok(base),
        Some(other) => Err(format!(
            "no spec says `{place}` yet, and {} builds on {base}, but {} does not build on that alone: give those that do",
            spec(first),
            spec(other)
        )),
    }
}
