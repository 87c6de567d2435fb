//! `tvgen explain` for one rule and for all rules.

use crate::support::{assert_snapshot, project::Project};

#[test]
fn a_rule_is_explained_without_a_spec() {
    for (name, shown) in [
        ("root-user", "rule_that_warns"),
        ("TV0011", "rule_with_a_base"),
        ("inexact-alpine", "rule_with_two_failing_examples"),
    ] {
        let run = Project::new().run(&["explain", name]).code(0).stderr("");
        assert_snapshot("explain", shown, &run.out());
    }
}

#[test]
fn all_rules_are_listed_area_by_area() {
    let run = Project::new().run(&["explain", "--all"]).code(0).stderr("");
    assert_snapshot("explain", "all_rules", &run.out());
}

#[test]
fn explain_all_accepts_no_subject() {
    Project::new()
        .run(&["explain", "--all", "root-user"])
        .code(2)
        .stdout("");
}
