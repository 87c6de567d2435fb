//! Tries every value at every key that accepts text, as the schema lists them.

use std::{
    any::Any,
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    panic::catch_unwind,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use toml::{Table, Value};
use tvgen::{
    compile::Outcome,
    finding::{Finding, Location, Severity},
    place::Key,
    source::Source,
    spec::schema::SCHEMA,
};

use super::{
    shape::{Change, Shape},
    slots::{Slot, Walk},
    values::VALUES,
};
use crate::support::spec;

/// The specs whose keys are tried.
const BASES: &[&str] = &["three-stages", "teaching-vacancies-2020", "everything"];

/// Ordinary values for keys that no base sets, to see how the outputs change.
const ORDINARY: &[&str] = &[
    "ordinary",
    "Ordinary",
    "ORDINARY",
    "/ordinary",
    "1.2.3",
    "ordinary:1",
    "https://ordinary.example.com",
    "ordinary-{pr}",
    "https://{pr}.example.com",
    ">=0.0.1",
];

#[test]
fn no_value_breaks_out_of_any_key() {
    let (mut jobs, mut keys, mut names) = (Vec::new(), BTreeMap::new(), BTreeSet::new());
    for (name, base, slots) in slots() {
        let refused = refused_together(&base, &slots);
        for ((key, slot), refused) in slots.into_iter().zip(refused) {
            names.insert(key.clone());
            let before = keys.entry(printing_group(&key, &slot)).or_insert(0);
            jobs.push((name, base.clone(), slot, untried(*before, &refused)));
            *before += 1;
        }
    }
    assert!(names.len() > 100, "only {} keys accept text", names.len());

    let next = AtomicUsize::new(0);
    let problems = Mutex::new(BTreeMap::new());
    let arrived = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some((name, base, slot, values)) =
                    jobs.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    let (count, found) = try_values(base, slot, values);
                    arrived.fetch_add(count, Ordering::Relaxed);
                    if !found.is_empty() {
                        let label = format!("{name}: {} ({slot:?})", slot.place("…"));
                        problems
                            .lock()
                            .expect("no thread panicked")
                            .insert(label, found);
                    }
                }
            });
        }
    });
    let problems = problems.into_inner().expect("no thread panicked");
    let mut report = String::new();
    for (slot, found) in &problems {
        let _ = writeln!(report, "{slot}");
        for problem in found {
            let _ = writeln!(report, "    {problem}");
        }
    }
    assert!(
        problems.is_empty(),
        "{} of {} keys let a value break out\n{report}",
        problems.len(),
        jobs.len()
    );
    let arrived = arrived.into_inner();
    assert!(arrived > 2000, "only {arrived} values arrived");
}

/// The group of keys that are printed like `key`: GitHub's keys are printed unchanged except for scripts and conditions.
fn printing_group(key: &str, slot: &Slot) -> String {
    match key.rsplit('.').next() {
        _ if !slot.is_github() => key.to_owned(),
        Some(last @ ("run" | "if")) => format!("hooks {last}"),
        _ => "hooks".to_owned(),
    }
}

/// The name of a base, the base, and the places in it where values are tried.
type BaseSlots = (&'static str, Table, Vec<(String, Slot)>);

/// The places in each of the bases where values are tried.
fn slots() -> Vec<BaseSlots> {
    let mut all: Vec<_> = BASES
        .iter()
        .map(|name| {
            let base = spec::load(name);
            let mut walk = Walk::default();
            walk.visit(&SCHEMA, Some(&Value::Table(base.clone())));
            (*name, base, walk.found)
        })
        .collect();
    let keys: Vec<BTreeSet<String>> = all
        .iter()
        .map(|(_, base, slots)| {
            let own = slots.iter().filter(|(_, slot)| slot.is_in(base));
            own.map(|(key, _)| key.clone()).collect()
        })
        .collect();
    for (number, (_, base, slots)) in all.iter_mut().enumerate() {
        slots.retain(|(key, slot)| {
            if slot.is_in(base) {
                // The last base is large, so only keys that no earlier base sets are tried in it.
                number + 1 < BASES.len() || !keys[..number].iter().any(|keys| keys.contains(key))
            } else {
                // Keys that no base sets are tried in the first base.
                number == 0 && !keys.iter().any(|keys| keys.contains(key))
            }
        });
    }
    all
}

/// The values to try at a place, without those that are known to be `refused`. `before` is the number of earlier places with the
/// same key: at the first place all values are tried, at each later one every fourth value.
fn untried(before: usize, refused: &[&str]) -> Vec<&'static str> {
    let chosen = VALUES
        .iter()
        .enumerate()
        .filter(|(number, _)| before == 0 || number % 4 == before % 4);
    let values = chosen.map(|(_, value)| *value);
    values.filter(|value| !refused.contains(value)).collect()
}

/// For each of `slots`, the values that are rejected there when a spec has the value at all places.
fn refused_together(base: &Table, slots: &[(String, Slot)]) -> Vec<Vec<&'static str>> {
    // Rules with these words reject a value because it occurs more than once; it may be valid at one place.
    let group_rules = ["duplicate", "shared", "taken", "several"];
    let mut refused = vec![Vec::new(); slots.len()];
    for value in VALUES {
        let all = slots
            .iter()
            // If `extends` names a missing file, not all rules check the spec.
            .filter(|(key, slot)| matches!(slot, Slot::Value(_)) && key != "extends")
            .fold(base.clone(), |spec, (_, slot)| slot.filled(&spec, value));
        let (source, outcome) = spec::compile_table(&all);
        let problem = find_malformed(&source, &outcome);
        assert_eq!(problem, None, "{value:?} everywhere");
        for ((_, slot), refused) in slots.iter().zip(&mut refused) {
            let place = slot.place(value);
            let blamed = outcome.findings.iter().any(|finding| {
                finding.severity == Severity::Error
                    && !group_rules.iter().any(|rule| finding.name.contains(rule))
                    && matches!(&finding.location, Location::Place(at) | Location::Key(at) | Location::Missing(at) if *at == place)
            });
            let Slot::Value(path) = slot else { continue };
            if blamed && spec::get(&all, path).and_then(Value::as_str) == Some(value) {
                refused.push(*value);
            }
        }
    }
    refused
}

/// Tries `values` at `slot`; returns the number that arrived, and the problems with the others.
fn try_values(base: &Table, slot: &Slot, values: &[&str]) -> (usize, Vec<String>) {
    let shapes = ordinary_shapes(base, slot);
    let (mut arrived, mut problems) = (0, Vec::new());
    for value in values {
        let filled = slot.filled(base, value);
        // Two keys cannot have the same name.
        if matches!(slot, Slot::Name(path) if spec::get(base, &path[..path.len() - 1])
            .and_then(Value::as_table)
            .is_some_and(|table| table.contains_key(*value)))
            || matches!(slot, Slot::Value(path) if spec::is_spread(path, value))
        {
            continue;
        }
        let (source, outcome) = match catch_unwind(|| spec::compile_table(&filled)) {
            Ok(compiled) => compiled,
            Err(panic) => {
                problems.push(format!("{value:?}: {}", panic_message(&*panic)));
                continue;
            }
        };
        let problem = if let Some(difference) = outcome.differences.first() {
            Some(format!("{difference:?}"))
        } else if outcome.has_errors() {
            check_rejection(&source, &outcome, slot, value)
        } else {
            arrived += 1;
            let change = Change {
                value,
                is_github: slot.is_github(),
            };
            let broken = |shape: &Shape| shape.broken_by(&outcome.artifacts, &change);
            match shapes.first() {
                None => Some("arrived where no ordinary value does: extend ORDINARY".to_owned()),
                Some(first) => broken(first)
                    .filter(|_| shapes[1..].iter().all(|other| broken(other).is_some())),
            }
        };
        problems.extend(problem.map(|problem| format!("{value:?}: {problem}")));
    }
    (arrived, problems)
}

/// The message of a panic.
fn panic_message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    format!("it panics: {}", text.unwrap_or_default())
}

/// The shapes of the outputs with ordinary values at `slot`. Their shapes can differ: a registry on another host has other steps.
fn ordinary_shapes(base: &Table, slot: &Slot) -> Vec<Shape> {
    let current = match slot {
        Slot::Value(path) => spec::get(base, path).and_then(Value::as_str),
        Slot::Name(path) => path.last().and_then(Key::name),
    };
    let values = current.into_iter().chain(ORDINARY.iter().copied());
    let outcomes = values.map(|value| spec::compile_table(&slot.filled(base, value)).1);
    outcomes
        .filter(|outcome| !outcome.has_errors())
        .map(|outcome| Shape::new(&outcome.artifacts))
        .take(2)
        .collect()
}

/// The first finding without a place or help, or with more than one line.
fn find_malformed(source: &Source, outcome: &Outcome) -> Option<String> {
    for finding in &outcome.findings {
        let span = finding.location.span(source);
        if span.is_empty() || span.end > source.own.text.len() {
            return Some(format!(
                "{} has no place: {}",
                finding.code, finding.message
            ));
        }
        if finding.help.is_none() {
            return Some(format!("{} has no help: {}", finding.code, finding.message));
        }
        if finding.message.contains(['\n', '\r', '\0', '\u{1b}']) {
            return Some(format!(
                "{} breaks its line: {:?}",
                finding.code, finding.message
            ));
        }
    }
    None
}

/// Finds problems in the errors of a spec with `value` at `slot`.
fn check_rejection(source: &Source, outcome: &Outcome, slot: &Slot, value: &str) -> Option<String> {
    let place = slot.place(value);
    if let Some(problem) = find_malformed(source, outcome) {
        return Some(problem);
    }
    // The error is at the key, in its value, its table or a sibling; for a new name, maybe at a reference to the old name.
    let table = &place.keys()[..place.keys().len() - 1];
    let blamed = |finding: &Finding| match &finding.location {
        Location::Place(at) | Location::Key(at) | Location::Missing(at) => {
            place.contains(at)
                || !table.is_empty() && at.keys().starts_with(table)
                || !at.keys().is_empty() && at.contains(&place)
                || slot.is_missing_name_in(&finding.message)
        }
        Location::Bytes(_) => false,
    };
    let errors: Vec<_> = outcome
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    let found = errors.iter().any(|finding| blamed(finding));
    (!found).then(|| {
        let messages: Vec<_> = errors
            .iter()
            .map(|finding| (&finding.message, &finding.location))
            .collect();
        format!("errors only elsewhere: {messages:?}")
    })
}
