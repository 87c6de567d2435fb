//! Properties across files, for arbitrary specs.
//!
//! Each property is checked on the spec and on its outputs, which are parsed independently of the emitters.

mod broken;
mod builds;
mod caches;
mod concurrency;
mod environments;
mod event;
mod export;
mod forks;
mod images;
mod makefile;
mod outputs;
mod paths;
mod permissions;
mod programs;
pub mod random;
mod references;
mod secrets;
mod stages;
mod steps;
mod trust;

use proptest::test_runner::{Config, TestCaseError, TestRunner};
use tvgen::artifact::Artifact;

use self::outputs::Outputs;
use crate::support::{self, arbitrary, spec};

/// Finds the violations of a property.
type Property = fn(&Outputs) -> Vec<String>;

/// The properties, with their statements.
const PROPERTIES: &[(&str, Property)] = &[
    (
        "every cache that is read is written by a build",
        caches::find_unwritten_reads,
    ),
    (
        "the rebuild writes only the moving tags",
        caches::find_wrong_rebuilds,
    ),
    (
        "every build passes the arguments and secrets of its stage",
        builds::find_missing_inputs,
    ),
    (
        "every environment is in every file",
        environments::find_missing_environments,
    ),
    (
        "every event deploys to the right environments",
        environments::find_wrong_deployments,
    ),
    (
        "a review app is deleted when its pull request closes or loses the label",
        environments::find_wrong_deletions,
    ),
    (
        "no moving tag is deployed",
        images::find_deployed_moving_tags,
    ),
    (
        "environments accept only the tags of their own builds",
        images::find_wrong_tag_patterns,
    ),
    (
        "jobs that change the same resource share a concurrency group",
        concurrency::find_wrong_groups,
    ),
    (
        "jobs have the permissions that their steps need",
        permissions::find_wrong_permissions,
    ),
    (
        "every reference resolves",
        references::find_unresolved_references,
    ),
    ("needs have no cycle", references::find_cycles),
    (
        "every make target that is called exists",
        paths::find_missing_targets,
    ),
    ("every path matches the spec", paths::find_wrong_paths),
    ("forks get no secrets and push nothing", forks::find_leaks),
    (
        "every secret is named in the spec",
        secrets::find_unknown_secrets,
    ),
];

#[test]
fn every_property_holds_for_every_spec() {
    let mut config = Config {
        failure_persistence: None,
        max_shrink_iters: 2000,
        ..Config::default()
    };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 256;
    }
    let result = TestRunner::new(config).run(&arbitrary::specs(), |generated| {
        let outputs = Outputs::read(&generated.spec, &generated.outcome.artifacts);
        let violations = find_violations(&outputs);
        if violations.is_empty() {
            Ok(())
        } else {
            Err(TestCaseError::fail(violations.join("\n")))
        }
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
}

#[test]
fn every_property_holds_for_the_specs_of_this_repository() {
    for name in support::spec_names() {
        let outputs = Outputs::read(&spec::load(&name), &artifacts(&name));
        assert_eq!(find_violations(&outputs), Vec::<String>::new(), "{name}");
    }
}

/// The violations of all properties, each after its property.
fn find_violations(outputs: &Outputs) -> Vec<String> {
    let all = PROPERTIES.iter().flat_map(|(name, property)| {
        let violations = property(outputs).into_iter();
        violations.map(move |violation| format!("{name}: {violation}"))
    });
    all.collect()
}

fn artifacts(name: &str) -> Vec<Artifact> {
    let (_, outcome) = support::compile_spec(name);
    outcome.artifacts
}
