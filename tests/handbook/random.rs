//! The JSON Schema accepts random valid specs.

use proptest::{strategy::Strategy, strategy::ValueTree, test_runner::TestRunner};
use tvgen::{finding::Severity, handbook::schema::schema};

use super::{file::json, findings::findings};
use crate::support::arbitrary::drafts;

#[test]
fn an_editor_accepts_random_specs_without_errors() {
    let validator = jsonschema::validator_for(&schema()).expect("a valid schema");
    let (mut runner, drafts) = (TestRunner::deterministic(), drafts());
    let mut valid = 0;
    for _ in 0..100 {
        let drawn = drafts.new_tree(&mut runner).expect("nothing is filtered");
        let spec = drawn.current().0;
        let found = findings(&spec);
        if found
            .iter()
            .any(|finding| finding.severity == Severity::Error)
        {
            continue;
        }
        valid += 1;
        let file = json(&spec);
        let errors: Vec<String> = validator
            .iter_errors(&file)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert_eq!(errors, Vec::<String>::new());
    }
    assert!(valid > 70, "only {valid} specs have no errors");
}
