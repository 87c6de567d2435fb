//! Every example of a key is accepted in some spec.

use tvgen::{
    finding::{Finding, Severity},
    handbook::keys::{Key, keys},
    place::Place,
};

use super::{file::to_toml, findings::findings, places::places};
use crate::support::{
    spec::{self, Path},
    spec_names,
};

/// Examples that refer to something that no spec of this repository has.
const ELSEWHERE: &[(&str, &str)] = &[
    ("extends", "a file"),
    ("stages.NAME.copy[].from", "a stage"),
    ("hooks.jobs.NAME.needs", "a job"),
    ("hooks.jobs.NAME.with", "a job that is a workflow"),
    ("hooks.jobs.NAME.secrets", "a job that is a workflow"),
];

#[test]
fn every_example_is_accepted_in_some_spec() {
    let specs: Vec<_> = spec_names().iter().map(|name| spec::load(name)).collect();
    let mut rejected = Vec::new();
    for key in keys() {
        for example in key.schema["examples"].as_array().into_iter().flatten() {
            let example = if key.schema["format"] == "date" {
                let day = example.as_str().unwrap_or_default();
                toml::Value::Datetime(day.parse().expect("a date"))
            } else {
                to_toml(example)
            };
            let is_accepted = specs.iter().any(|spec| accepts(&key, spec, &example));
            if !is_accepted {
                rejected.push(key.path.clone());
            }
        }
    }
    let elsewhere: Vec<&str> = ELSEWHERE.iter().map(|(path, _)| *path).collect();
    assert_eq!(rejected, elsewhere);
}

/// Whether `spec` has a place for `key` where `example` causes no error.
fn accepts(key: &Key, spec: &toml::Table, example: &toml::Value) -> bool {
    places(&key.path, spec).iter().any(|place| {
        let found = findings(&spec::with(spec, place, example.clone()));
        let here = self::place(place);
        !found.iter().any(|finding| is_about(finding, &here))
    })
}

fn is_about(finding: &Finding, here: &Place) -> bool {
    finding.severity == Severity::Error
        && finding
            .location
            .place()
            .is_some_and(|place| here.contains(place))
}

fn place(path: &Path) -> Place {
    path.iter().fold(Place::root(), |place, key| match key {
        tvgen::place::Key::Name(name) => place.key(name.clone()),
        tvgen::place::Key::Item(item) => place.item(*item),
    })
}
