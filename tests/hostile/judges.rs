//! Hostile specs' workflows, for readers outside this crate: `tests/judges/verify.py target/hostile`.

use std::{fs, path::Path};

use super::values::VALUES;
use crate::support::spec;

/// The keys whose values arrive in the workflow as text, with what has to stand before the value.
const KEYS: &[(&str, &str)] = &[
    ("workflow name", ""),
    ("workflow ignore_paths 0", ""),
    ("environments review url", "https://pr-{pr}.example.com/"),
    ("environments qa url", "https://qa.example.com/"),
    ("smoke_test command", "bin/smoke-test "),
];

#[test]
fn hostile_specs_are_left_for_the_judges() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/hostile");
    let _ = fs::remove_dir_all(&folder);
    let base = spec::load("three-stages");
    let mut number = 0;
    for value in VALUES {
        // One workflow has the value wherever it is taken.
        let (mut hostile, mut taken) = (base.clone(), false);
        for (key, before) in KEYS.iter().chain(&[("environments review label", "")]) {
            let text = format!("{before}{value}");
            let filled = spec::with(&hostile, &spec::path(key), text.into());
            if !spec::compiled(&filled).1.failed() {
                hostile = filled;
                // In a condition a string has the form that expressions give it.
                taken |= !key.ends_with("label");
            }
        }
        let (_, outcome) = spec::compiled(&hostile);
        let workflow = outcome
            .artifacts
            .iter()
            .find(|artifact| artifact.name == "workflow");
        let workflow = workflow.expect("the workflow is there");
        let file = folder.join(number.to_string()).join(&workflow.path);
        let strings: Vec<&str> = taken.then_some(*value).into_iter().collect();
        let expected = serde_json::json!({ "strings": strings }).to_string();
        fs::create_dir_all(file.parent().expect("a file has a folder")).expect("there is room");
        fs::write(&file, &workflow.text).expect("there is room");
        fs::write(
            folder.join(number.to_string()).join("expected.json"),
            expected,
        )
        .expect("there is room");
        number += 1;
    }
    assert_eq!(number, VALUES.len());
}
