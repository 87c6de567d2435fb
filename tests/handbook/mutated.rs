//! The schema and the rules agree: an editor accepts what the rules accept, and flags every structural error.

use std::{
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use jsonschema::Validator;
use toml::{Table, Value};
use tvgen::{
    finding::Severity,
    handbook::{
        keys::{Key, keys},
        schema::schema,
    },
    place,
    source::Source,
    spec::read::read,
};

use super::{
    candidates::{candidates, names},
    file::json,
    findings::findings,
    places::{places, without},
};
use crate::support::spec::{self, Path};

/// The mutated specs, the smallest first.
const SPECS: &[&str] = &[
    "minimal",
    "teaching-vacancies-2020",
    "three-stages",
    "everything",
];

/// The rules about the structure of a spec.
const STRUCTURE: &[&str] = &["unknown-key", "wrong-type", "missing-key", "unknown-value"];

#[test]
fn an_editor_accepts_what_the_rules_accept_and_flags_every_shape_error() {
    let schema = schema();
    let validator = jsonschema::validator_for(&schema).expect("a valid schema");
    let specs: Vec<Table> = SPECS.iter().map(|name| spec::load(name)).collect();
    let (keys, next) = (keys(), AtomicUsize::new(0));
    let all = Mutex::new(Differences::default());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(key) = keys.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let found = differences(key, &specs, &validator);
                    let mut all = all.lock().expect("no thread panicked");
                    all.strict.extend(found.strict);
                    all.lax.extend(found.lax);
                    all.unchecked.extend(found.unchecked);
                }
            });
        }
    });
    let all = all.into_inner().expect("no thread panicked");
    assert_eq!(all, Differences::default());
}

/// Differences between the schema and the rules.
#[derive(Debug, Default, PartialEq)]
struct Differences {
    /// Values that the schema rejects and the rules accept.
    strict: Vec<String>,
    /// Values that the schema accepts despite a structural error.
    lax: Vec<String>,
    /// Keys at which the schema accepts anything.
    unchecked: Vec<String>,
}

fn differences(key: &Key, specs: &[Table], validator: &Validator) -> Differences {
    let mut found = Differences::default();
    let mut rejected = 0;
    for (change, changed) in changes(key, specs) {
        let is_valid = validator.is_valid(&json(&changed));
        if !is_valid && !has_errors(&changed) {
            found.strict.push(format!("{} {change}", key.path));
        }
        if is_valid && !is_blind(key, &changed) && !has_valid_structure(&changed) {
            found.lax.push(format!("{} {change}", key.path));
        }
        rejected += usize::from(!is_valid);
    }
    if rejected == 0 {
        found.unchecked.push(key.path.clone());
    }
    found
}

/// Whether a validator cannot decide: dates are strings in JSON, and a spec without `[service]` may be a base spec.
fn is_blind(key: &Key, changed: &Table) -> bool {
    key.schema["format"] == "date" || !changed.contains_key("service")
}

fn has_valid_structure(spec: &Table) -> bool {
    let reading = read(&Source::new("tvgen.toml", spec::to_toml(spec)));
    let mut names = reading.findings.iter().map(|finding| finding.name.as_str());
    !names.any(|name| STRUCTURE.contains(&name))
}

fn has_errors(spec: &Table) -> bool {
    let mut found = findings(spec).into_iter();
    found.any(|finding| finding.severity == Severity::Error)
}

/// Removes the optional tables of `spec`, which speeds up the test; keeps the table that contains `place`.
fn slim(spec: &Table, place: &[place::Key]) -> Table {
    let mut result = spec.clone();
    for name in spec.keys() {
        let step = place::Key::Name(name.as_str().into());
        let without = without(&result, std::slice::from_ref(&step));
        if place.first() != Some(&step) && !has_errors(&without) {
            result = without;
        }
    }
    result
}

/// Changed specs, each with a label: `key` has another value, no value, another name, or the same items twice.
fn changes(key: &Key, specs: &[Table]) -> Vec<(String, Table)> {
    // The first spec that has the key, or else the first that can have it.
    let mut found: Vec<(&Table, Path)> = specs
        .iter()
        .flat_map(|spec| {
            let places = places(&key.path, spec).into_iter();
            places.map(move |place| (spec, place))
        })
        .collect();
    found.sort_by_key(|(spec, place)| spec::get(spec, place).is_none());
    let Some((spec, place)) = found.first() else {
        panic!("no spec can have {}", key.path);
    };
    let spec = &slim(spec, place);
    let mut values = candidates(&key.path, &key.schema);
    let old = spec::get(spec, place);
    if let Some(Value::Array(items)) = old {
        values.push(Value::Array([items.as_slice(), items.as_slice()].concat()));
        values.push(Value::Array(
            [items.as_slice(), &[Value::from("...")]].concat(),
        ));
    }
    let values = values.into_iter();
    let mut changes: Vec<(String, Table)> = values
        .map(|value| (format!("= {value:?}"), spec::with(spec, place, value)))
        .collect();
    changes.push(("left out".to_owned(), without(spec, place)));
    // The tests of broken specs rename top-level keys.
    if old.is_some() && place.len() > 1 {
        for name in names(&key.path) {
            let label = format!("as {name:?}");
            changes.push((label, spec::with_renamed_key(spec, place, name)));
        }
    }
    changes
}
