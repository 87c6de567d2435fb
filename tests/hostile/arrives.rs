//! Compares each value in a spec with the value that the final reader of the output receives.

use std::collections::BTreeMap;

use tvgen::{
    artifact::Artifact,
    finding::{Location, Severity},
};

use super::{readers, values::VALUES};
use crate::support::{programs::Sandbox, spec};

/// Reads the value that arrived in the outputs. The last parameter is the expected value, which some readers need.
type Reader = fn(&Sandbox, &[Artifact], &str) -> String;

/// A key and a reader of its values.
struct Arrival {
    key: &'static str,
    /// The prefix of the value in the spec, and the form of this prefix in the output.
    prefix: (&'static str, &'static str),
    /// The minimum number of values that the key accepts.
    min: usize,
    reader: Reader,
}

const fn arrival(key: &'static str, min: usize, reader: Reader) -> Arrival {
    let prefix = ("", "");
    Arrival {
        key,
        prefix,
        min,
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
        prefix: ("{name}/", "pr-7/"),
        min: 90,
        reader: readers::review_backend,
    },
    Arrival {
        key: "deploy var_file",
        prefix: ("{environment}", "qa"),
        min: 20,
        reader: readers::var_file,
    },
    arrival("deploy cluster resource_group", 90, readers::resource_group),
    arrival("deploy cluster name", 90, readers::cluster),
    arrival("deploy cluster namespace", 90, readers::namespace),
    arrival("environments review label", 100, readers::label),
    Arrival {
        key: "environments review url",
        prefix: ("https://pr-{pr}.example.com/", "https://pr-7.example.com/"),
        min: 50,
        reader: readers::url,
    },
    arrival("workflow name", 100, readers::name),
    arrival("workflow ignore_paths 0", 100, readers::ignored),
    arrival("scan args 0", 100, readers::scan),
    arrival("ignore paths 0", 90, readers::pattern),
];

#[test]
fn a_value_arrives_as_it_was_written() {
    let sandbox = Sandbox::new();
    let base = spec::load("three-stages");
    let mut accepted: BTreeMap<&str, usize> = BTreeMap::new();
    for value in VALUES {
        // One spec has the value at every key that accepts it.
        let arrives = |arrival: &&Arrival| {
            !spec::is_spread(
                &spec::parse_path(arrival.key),
                &format!("{}{value}", arrival.prefix.0),
            )
        };
        let mut keys: Vec<&Arrival> = ARRIVES.iter().filter(arrives).collect();
        let outcome = loop {
            let filled = keys.iter().fold(base.clone(), |spec, arrival| {
                let text = format!("{}{value}", arrival.prefix.0);
                spec::with(&spec, &spec::parse_path(arrival.key), text.into())
            });
            let (_, outcome) = spec::compile_table(&filled);
            if !outcome.has_errors() {
                break outcome;
            }
            let before = keys.len();
            let blamed = |arrival: &Arrival| {
                let errors = outcome.findings.iter();
                let mut errors = errors.filter(|finding| finding.severity == Severity::Error);
                errors.any(|finding| match &finding.location {
                    Location::Place(at) | Location::Key(at) | Location::Missing(at) => {
                        at.keys() == spec::parse_path(arrival.key)
                    }
                    Location::Bytes(_) => false,
                })
            };
            keys.retain(|arrival| !blamed(arrival));
            assert!(keys.len() < before, "{value:?}: {:?}", outcome.findings);
        };
        assert_eq!(outcome.differences, [], "{value:?}");
        for arrival in keys {
            let read = (arrival.reader)(&sandbox, &outcome.artifacts, value);
            let _ = sandbox.take_calls();
            assert_eq!(
                read,
                format!("{}{value}", arrival.prefix.1),
                "{}",
                arrival.key
            );
            *accepted.entry(arrival.key).or_default() += 1;
        }
    }
    for Arrival { key, min, .. } in ARRIVES {
        let accepted = accepted.get(key).copied().unwrap_or_default();
        assert!(
            accepted >= *min,
            "{key} accepts only {accepted} of the values"
        );
    }
}
