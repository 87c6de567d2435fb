//! Every example is one: a spec takes it.

use tvgen::{
    finding::{Finding, Severity},
    handbook::keys::{Key, keys},
    place::Place,
};

use super::{file::toml_of, found::findings, places::places};
use crate::support::{
    spec::{self, Path},
    specs,
};

/// Examples with a name that none of the specs here has, or for what none of them has, and which.
const ELSEWHERE: &[(&str, &str)] = &[
    ("extends", "a file"),
    ("stages.NAME.copy[].from", "a stage"),
    ("hooks.jobs.NAME.needs", "a job"),
    ("hooks.jobs.NAME.with", "a job that is a workflow"),
    ("hooks.jobs.NAME.secrets", "a job that is a workflow"),
];

#[test]
fn some_spec_takes_every_example() {
    let specs: Vec<_> = specs().iter().map(|name| spec::load(name)).collect();
    let mut refused = Vec::new();
    for key in keys() {
        for example in key.schema["examples"].as_array().into_iter().flatten() {
            let example = if key.schema["format"] == "date" {
                let day = example.as_str().unwrap_or_default();
                toml::Value::Datetime(day.parse().expect("it is a date"))
            } else {
                toml_of(example)
            };
            let taken = specs.iter().any(|spec| is_taken(&key, spec, &example));
            if !taken {
                refused.push(key.path.clone());
            }
        }
    }
    let elsewhere: Vec<&str> = ELSEWHERE.iter().map(|(path, _)| *path).collect();
    assert_eq!(refused, elsewhere);
}

/// Whether `spec` has a place for `key` where nothing is wrong with `example`.
fn is_taken(key: &Key, spec: &toml::Table, example: &toml::Value) -> bool {
    places(&key.path, spec).iter().any(|place| {
        let found = findings(&spec::with(spec, place, example.clone()));
        let here = self::place(place);
        !found.iter().any(|finding| is_about(finding, &here))
    })
}

fn is_about(finding: &Finding, here: &Place) -> bool {
    finding.severity == Severity::Error && finding.at.place().is_some_and(|place| here.holds(place))
}

fn place(path: &Path) -> Place {
    path.iter().fold(Place::root(), |place, key| match key {
        tvgen::place::Key::Name(name) => place.key(name.clone()),
        tvgen::place::Key::Item(item) => place.item(*item),
    })
}
