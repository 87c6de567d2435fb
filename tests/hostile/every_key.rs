//! Every value through every key that takes text, whichever keys the schema has.

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
    finding::{Finding, Severity, Spot},
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

/// What a key that no base has is tried with first, to see what an ordinary value makes of the outputs.
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
            let before = keys.entry(printed(&key, &slot)).or_insert(0);
            jobs.push((name, base.clone(), slot, untried(*before, &refused)));
            *before += 1;
        }
    }
    assert!(names.len() > 100, "only {} keys take text", names.len());

    let next = AtomicUsize::new(0);
    let faults = Mutex::new(BTreeMap::new());
    let arrived = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some((name, base, slot, values)) =
                    jobs.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    let (fine, found) = try_values(base, slot, values);
                    arrived.fetch_add(fine, Ordering::Relaxed);
                    if !found.is_empty() {
                        let what = format!("{name}: {} ({slot:?})", slot.place("…"));
                        faults.lock().expect("no thread fell").insert(what, found);
                    }
                }
            });
        }
    });
    let faults = faults.into_inner().expect("no thread fell");
    let mut report = String::new();
    for (slot, found) in &faults {
        let _ = writeln!(report, "{slot}");
        for fault in found {
            let _ = writeln!(report, "    {fault}");
        }
    }
    assert!(
        faults.is_empty(),
        "{} of {} keys let a value break out\n{report}",
        faults.len(),
        jobs.len()
    );
    let arrived = arrived.into_inner();
    assert!(arrived > 2000, "only {arrived} values arrived");
}

/// What is printed in one way with `key`: what GitHub reads is printed as it is, but for scripts and conditions.
fn printed(key: &str, slot: &Slot) -> String {
    match key.rsplit('.').next() {
        _ if !slot.is_github() => key.to_owned(),
        Some(last @ ("run" | "if")) => format!("hooks {last}"),
        _ => "hooks".to_owned(),
    }
}

/// A base, by its name, and the places in it where values are tried.
type Tried = (&'static str, Table, Vec<(String, Slot)>);

/// The places where values are tried, in each of the bases.
fn slots() -> Vec<Tried> {
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
                // The largest of the bases is for what the others do not say.
                number + 1 < BASES.len() || !keys[..number].iter().any(|keys| keys.contains(key))
            } else {
                // What no base says is tried in the first.
                number == 0 && !keys.iter().any(|keys| keys.contains(key))
            }
        });
    }
    all
}

/// The values that are not known to be `refused`. All of them go through a key once; where it has stood `before` under
/// other names, every fourth does.
fn untried(before: usize, refused: &[&str]) -> Vec<&'static str> {
    let chosen = VALUES
        .iter()
        .enumerate()
        .filter(|(number, _)| before == 0 || number % 4 == before % 4);
    let values = chosen.map(|(_, value)| *value);
    values.filter(|value| !refused.contains(value)).collect()
}

/// For each of `slots` the values that are refused there, as far as one spec with the value everywhere can tell.
fn refused_together(base: &Table, slots: &[(String, Slot)]) -> Vec<Vec<&'static str>> {
    // What is refused for its company may be fine alone.
    let company = ["duplicate", "shared", "taken", "several"];
    let mut refused = vec![Vec::new(); slots.len()];
    for value in VALUES {
        let all = slots
            .iter()
            // A spec without its base is not judged as a whole.
            .filter(|(key, slot)| matches!(slot, Slot::Value(_)) && key != "extends")
            .fold(base.clone(), |spec, (_, slot)| slot.filled(&spec, value));
        let (source, outcome) = spec::compiled(&all);
        let fault = malformed(&source, &outcome);
        assert_eq!(fault, None, "{value:?} everywhere");
        for ((_, slot), refused) in slots.iter().zip(&mut refused) {
            let place = slot.place(value);
            let blamed = outcome.findings.iter().any(|finding| {
                finding.severity == Severity::Error
                    && !company.iter().any(|word| finding.name.contains(word))
                    && matches!(&finding.at, Spot::Place(at) | Spot::Key(at) | Spot::Missing(at) if *at == place)
            });
            let Slot::Value(path) = slot else { continue };
            if blamed && spec::get(&all, path).and_then(Value::as_str) == Some(value) {
                refused.push(*value);
            }
        }
    }
    refused
}

/// Tries `values` at `slot`: how many arrived, and what went wrong with the others.
fn try_values(base: &Table, slot: &Slot, values: &[&str]) -> (usize, Vec<String>) {
    let shapes = ordinary(base, slot);
    let (mut arrived, mut faults) = (0, Vec::new());
    for value in values {
        let filled = slot.filled(base, value);
        // Two keys cannot have one name: the value met its like.
        if matches!(slot, Slot::Name(path) if spec::get(base, &path[..path.len() - 1])
            .and_then(Value::as_table)
            .is_some_and(|table| table.contains_key(*value)))
            || matches!(slot, Slot::Value(path) if spec::is_spread(path, value))
        {
            continue;
        }
        let (source, outcome) = match catch_unwind(|| spec::compiled(&filled)) {
            Ok(compiled) => compiled,
            Err(panic) => {
                faults.push(format!("{value:?}: {}", panic_message(&*panic)));
                continue;
            }
        };
        let fault = if let Some(difference) = outcome.differences.first() {
            Some(format!("{difference:?}"))
        } else if outcome.failed() {
            refused_badly(&source, &outcome, slot, value)
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
        faults.extend(fault.map(|fault| format!("{value:?}: {fault}")));
    }
    (arrived, faults)
}

/// The message of a panic.
fn panic_message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    format!("it panics: {}", text.unwrap_or_default())
}

/// The shapes of the outputs with ordinary values at `slot`: a registry of another host has other steps, for one.
fn ordinary(base: &Table, slot: &Slot) -> Vec<Shape> {
    let written = match slot {
        Slot::Value(path) => spec::get(base, path).and_then(Value::as_str),
        Slot::Name(path) => path.last().and_then(Key::name),
    };
    let values = written.into_iter().chain(ORDINARY.iter().copied());
    let outcomes = values.map(|value| spec::compiled(&slot.filled(base, value)).1);
    outcomes
        .filter(|outcome| !outcome.failed())
        .map(|outcome| Shape::of(&outcome.artifacts))
        .take(2)
        .collect()
}

/// What no finding may be: without a place, without help, of more than one line.
fn malformed(source: &Source, outcome: &Outcome) -> Option<String> {
    for finding in &outcome.findings {
        let span = finding.at.span(source);
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

/// What is wrong with how a spec is refused that has `value` at `slot`.
fn refused_badly(source: &Source, outcome: &Outcome, slot: &Slot, value: &str) -> Option<String> {
    let place = slot.place(value);
    if let Some(fault) = malformed(source, outcome) {
        return Some(fault);
    }
    // The key itself, what is in it, what it is in, or its neighbour; of a new name, also what still says the old one.
    let table = &place.keys()[..place.keys().len() - 1];
    let blamed = |finding: &Finding| match &finding.at {
        Spot::Place(at) | Spot::Key(at) | Spot::Missing(at) => {
            place.holds(at)
                || !table.is_empty() && at.keys().starts_with(table)
                || !at.keys().is_empty() && at.holds(&place)
                || slot.is_missed_in(&finding.message)
        }
        Spot::Bytes(_) => false,
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
            .map(|finding| (&finding.message, &finding.at))
            .collect();
        format!("refused elsewhere: {messages:?}")
    })
}
