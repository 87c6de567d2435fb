//! The schema and the rules agree: an editor flags nothing that the rules take, and all that has not the shape of a spec.

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
    found::findings,
    places::{places, without},
};
use crate::support::spec::{self, Path};

/// The specs that are changed, the smallest first.
const SPECS: &[&str] = &[
    "minimal",
    "teaching-vacancies-2020",
    "three-stages",
    "everything",
];

/// What has not the shape of a spec.
const SHAPE: &[&str] = &["unknown-key", "wrong-type", "missing-key", "unknown-value"];

#[test]
fn an_editor_flags_nothing_that_the_rules_take_and_all_that_has_not_the_shape() {
    let schema = schema();
    let validator = jsonschema::validator_for(&schema).expect("it is a schema");
    let specs: Vec<Table> = SPECS.iter().map(|name| spec::load(name)).collect();
    let (keys, next) = (keys(), AtomicUsize::new(0));
    let all = Mutex::new(Differences::default());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(key) = keys.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let found = differences(key, &specs, &validator);
                    let mut all = all.lock().expect("no thread fell");
                    all.strict.extend(found.strict);
                    all.lax.extend(found.lax);
                    all.toothless.extend(found.toothless);
                }
            });
        }
    });
    let all = all.into_inner().expect("no thread fell");
    assert_eq!(all, Differences::default());
}

/// Where the schema says something else than the rules.
#[derive(Debug, Default, PartialEq)]
struct Differences {
    /// What it refuses, and they take.
    strict: Vec<String>,
    /// What it takes, and has not the shape of a spec.
    lax: Vec<String>,
    /// The keys at which it takes anything.
    toothless: Vec<String>,
}

fn differences(key: &Key, specs: &[Table], validator: &Validator) -> Differences {
    let mut found = Differences::default();
    let mut refused = 0;
    for (what, changed) in changes(key, specs) {
        let is_valid = validator.is_valid(&json(&changed));
        if !is_valid && !is_wrong(&changed) {
            found.strict.push(format!("{} {what}", key.path));
        }
        if is_valid && !is_blind(key, &changed) && !has_the_shape(&changed) {
            found.lax.push(format!("{} {what}", key.path));
        }
        refused += usize::from(!is_valid);
    }
    if refused == 0 {
        found.toothless.push(key.path.clone());
    }
    found
}

/// What a validator cannot see: that a date has quotes, and that a spec without `[service]` is none to extend.
fn is_blind(key: &Key, changed: &Table) -> bool {
    key.schema["format"] == "date" || !changed.contains_key("service")
}

fn has_the_shape(spec: &Table) -> bool {
    let reading = read(&Source::new("tvgen.toml", spec::text(spec)));
    let mut names = reading.findings.iter().map(|finding| finding.name.as_str());
    !names.any(|name| SHAPE.contains(&name))
}

fn is_wrong(spec: &Table) -> bool {
    let mut found = findings(spec).into_iter();
    found.any(|finding| finding.severity == Severity::Error)
}

/// `spec` without the tables that it is a spec without, but for the one that `place` is in: less to read each time.
fn slimmed(spec: &Table, place: &[place::Key]) -> Table {
    let mut slim = spec.clone();
    for name in spec.keys() {
        let step = place::Key::Name(name.as_str().into());
        let without = without(&slim, std::slice::from_ref(&step));
        if place.first() != Some(&step) && !is_wrong(&without) {
            slim = without;
        }
    }
    slim
}

/// A spec with another value at `key`, without it, under another name, or with an item twice; each with what was changed.
fn changes(key: &Key, specs: &[Table]) -> Vec<(String, Table)> {
    // The first spec that has the key, else the first in which it can stand.
    let mut found: Vec<(&Table, Path)> = specs
        .iter()
        .flat_map(|spec| {
            let places = places(&key.path, spec).into_iter();
            places.map(move |place| (spec, place))
        })
        .collect();
    found.sort_by_key(|(spec, place)| spec::get(spec, place).is_none());
    let Some((spec, place)) = found.first() else {
        panic!("{} can stand in no spec", key.path);
    };
    let spec = &slimmed(spec, place);
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
    // Keys above all others are a table of their own in the tests of broken specs.
    if old.is_some() && place.len() > 1 {
        for name in names(&key.path) {
            let what = format!("as {name:?}");
            changes.push((what, spec::renamed(spec, place, name)));
        }
    }
    changes
}
