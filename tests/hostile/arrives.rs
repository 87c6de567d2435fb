//! Where a value arrives: what the program that reads the output in the end makes of it.

use std::collections::BTreeMap;

use tvgen::{
    artifact::Artifact,
    finding::{Severity, Spot},
};

use super::{readers, values::VALUES};
use crate::support::{programs::Stage, spec};

/// Reads from outputs what has arrived there; the last parameter is the value, for readers that look for one.
type Reader = fn(&Stage, &[Artifact], &str) -> String;

/// A key whose values arrive somewhere.
struct Arrival {
    key: &'static str,
    /// What stands before the value in the spec, and before what arrives of it.
    before: (&'static str, &'static str),
    /// How many of the values the key takes, at the least.
    least: usize,
    reader: Reader,
}

const fn arrival(key: &'static str, least: usize, reader: Reader) -> Arrival {
    let before = ("", "");
    Arrival {
        key,
        before,
        least,
        reader,
    }
}

const ARRIVES: &[Arrival] = &[
    arrival("service title", 100, readers::title),
    arrival("base packages 1 reason", 100, readers::reason),
    arrival("stages web env RAILS_ENV", 100, readers::env),
    arrival("assets env RAILS_ENV", 100, readers::assets),
    arrival(
        "bundle settings build.charlock_holmes",
        100,
        readers::setting,
    ),
    arrival(
        "environments qa variables config_short",
        90,
        readers::variable,
    ),
    arrival(
        "environments review variables config_short",
        90,
        readers::review_variable,
    ),
    arrival("deploy backend container_name", 90, readers::backend),
    Arrival {
        key: "environments review backend key",
        before: ("{name}/", "pr-7/"),
        least: 90,
        reader: readers::review_backend,
    },
    Arrival {
        key: "deploy var_file",
        before: ("{environment}", "qa"),
        least: 20,
        reader: readers::var_file,
    },
    arrival("deploy cluster resource_group", 90, readers::resource_group),
    arrival("deploy cluster name", 90, readers::cluster),
    arrival("deploy cluster namespace", 90, readers::namespace),
    arrival("environments review label", 100, readers::label),
    Arrival {
        key: "environments review url",
        before: ("https://pr-{pr}.example.com/", "https://pr-7.example.com/"),
        least: 50,
        reader: readers::url,
    },
    arrival("workflow name", 100, readers::name),
    arrival("workflow ignore_paths 0", 100, readers::ignored),
    arrival("scan args 0", 100, readers::scan),
    arrival("ignore paths 0", 90, readers::pattern),
];

#[test]
fn a_value_arrives_as_it_was_written() {
    let stage = Stage::new();
    let base = spec::load("three-stages");
    let mut taken: BTreeMap<&str, usize> = BTreeMap::new();
    for value in VALUES {
        // One spec has the value at every key that takes it.
        let arrives = |arrival: &&Arrival| {
            !spec::is_spread(
                &spec::path(arrival.key),
                &format!("{}{value}", arrival.before.0),
            )
        };
        let mut keys: Vec<&Arrival> = ARRIVES.iter().filter(arrives).collect();
        let outcome = loop {
            let filled = keys.iter().fold(base.clone(), |spec, arrival| {
                let text = format!("{}{value}", arrival.before.0);
                spec::with(&spec, &spec::path(arrival.key), text.into())
            });
            let (_, outcome) = spec::compiled(&filled);
            if !outcome.failed() {
                break outcome;
            }
            let before = keys.len();
            let blamed = |arrival: &Arrival| {
                let errors = outcome.findings.iter();
                let mut errors = errors.filter(|finding| finding.severity == Severity::Error);
                errors.any(|finding| match &finding.at {
                    Spot::Place(at) | Spot::Key(at) | Spot::Missing(at) => {
                        at.keys() == spec::path(arrival.key)
                    }
                    Spot::Bytes(_) => false,
                })
            };
            keys.retain(|arrival| !blamed(arrival));
            assert!(keys.len() < before, "{value:?}: {:?}", outcome.findings);
        };
        assert_eq!(outcome.differences, [], "{value:?}");
        for arrival in keys {
            let read = (arrival.reader)(&stage, &outcome.artifacts, value);
            let _ = stage.calls();
            assert_eq!(
                read,
                format!("{}{value}", arrival.before.1),
                "{}",
                arrival.key
            );
            *taken.entry(arrival.key).or_default() += 1;
        }
    }
    for Arrival { key, least, .. } in ARRIVES {
        let taken = taken.get(key).copied().unwrap_or_default();
        assert!(taken >= *least, "{key} takes only {taken} of the values");
    }
}
