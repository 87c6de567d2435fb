//! An editor takes what nobody thought of, too.

use proptest::{strategy::Strategy, strategy::ValueTree, test_runner::TestRunner};
use tvgen::{finding::Severity, handbook::schema::schema};

use super::{file::json, found::findings};
use crate::support::arbitrary::drafts;

#[test]
fn an_editor_flags_no_drawn_spec_that_has_no_error() {
    let validator = jsonschema::validator_for(&schema()).expect("it is a schema");
    let (mut runner, drafts) = (TestRunner::deterministic(), drafts());
    let mut taken = 0;
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
        taken += 1;
        let file = json(&spec);
        let errors: Vec<String> = validator
            .iter_errors(&file)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert_eq!(errors, Vec::<String>::new());
    }
    assert!(taken > 70, "only {taken} of the specs have no error");
}
