//! Laws across files, for arbitrary specs.
//!
//! Each law is asked of the outputs as readers see them that know nothing of our printers, and of the spec.

mod broken;
mod builds;
mod caches;
mod concurrency;
pub mod drawn;
mod environments;
mod event;
mod forks;
mod images;
mod judges;
mod makefile;
mod outputs;
mod paths;
mod permissions;
mod programs;
mod references;
mod secrets;
mod stages;
mod steps;
mod trust;

use proptest::test_runner::{Config, TestCaseError, TestRunner};
use tvgen::artifact::Artifact;

use self::outputs::Outputs;
use crate::support::{self, arbitrary, spec};

/// What a law finds wrong.
type Law = fn(&Outputs) -> Vec<String>;

/// The laws, by what they promise.
const LAWS: &[(&str, Law)] = &[
    (
        "every cache read is written by some build",
        caches::every_read_is_written,
    ),
    (
        "the rebuild writes the moving tags and nothing else",
        caches::the_rebuild_writes_what_moves,
    ),
    (
        "what a stage wants is what each of its builds passes",
        builds::what_is_wanted_is_passed,
    ),
    (
        "every environment is in every file",
        environments::each_is_everywhere,
    ),
    (
        "what happens reaches the environments that it is for",
        environments::events_reach_them,
    ),
    (
        "what ends a review app reaches the job that deletes it",
        environments::ends_reach_the_deletion,
    ),
    (
        "no moving tag is deployed",
        images::no_moving_tag_is_deployed,
    ),
    (
        "environments take the tags of their own builds",
        images::environments_take_the_tags_of_their_builds,
    ),
    (
        "what changes one thing has one concurrency group",
        concurrency::groups_agree,
    ),
    (
        "jobs have the permissions that their steps need",
        permissions::are_what_steps_need,
    ),
    ("every reference resolves", references::all_resolve),
    ("needs make no circle", references::no_needs_in_a_circle),
    (
        "every make target that is called exists",
        paths::make_targets_exist,
    ),
    (
        "every path is that of the output",
        paths::are_those_of_the_outputs,
    ),
    (
        "a fork reaches no secret and pushes nothing",
        forks::get_nothing,
    ),
    (
        "every secret is one that the spec names",
        secrets::are_those_of_the_spec,
    ),
];

#[test]
fn every_law_holds_for_every_spec() {
    let mut config = Config {
        failure_persistence: None,
        max_shrink_iters: 2000,
        ..Config::default()
    };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 256;
    }
    let held = TestRunner::new(config).run(&arbitrary::specs(), |drawn| {
        let outputs = Outputs::read(&drawn.spec, &drawn.outcome.artifacts);
        let faults = faults(&outputs);
        if faults.is_empty() {
            Ok(())
        } else {
            Err(TestCaseError::fail(faults.join("\n")))
        }
    });
    if let Err(broken) = held {
        panic!("{broken}");
    }
}

#[test]
fn every_law_holds_for_every_spec_of_ours() {
    for name in support::specs() {
        let outputs = Outputs::read(&spec::load(&name), &artifacts(&name));
        assert_eq!(faults(&outputs), Vec::<String>::new(), "{name}");
    }
}

/// What every law finds wrong, each fault behind its law.
fn faults(outputs: &Outputs) -> Vec<String> {
    let all = LAWS.iter().flat_map(|(name, law)| {
        let found = law(outputs).into_iter();
        found.map(move |fault| format!("{name}: {fault}"))
    });
    all.collect()
}

fn artifacts(name: &str) -> Vec<Artifact> {
    let (_, outcome) = support::compiled(name);
    outcome.artifacts
}
