//! Exports the workflows of hostile specs for external parsers: `tests/judges/verify.py target/hostile`.

use std::{fs, path::Path};

use super::values::VALUES;
use crate::support::spec;

/// The keys whose values arrive in the workflow as text, each with the prefix that its values need.
const KEYS: &[(&str, &str)] = &[
    ("workflow name", ""),
    ("workflow ignore_paths 0", ""),
    ("environments review url", "https://pr-{pr}.example.com/"),
    ("environments qa url", "https://qa.example.com/"),
    ("smoke_test command", "bin/smoke-test "),
];

#[test]
fn hostile_workflows_are_exported_for_external_readers() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/hostile");
    let _ = fs::remove_dir_all(&folder);
    let base = spec::load("three-stages");
    let mut number = 0;
    for value in VALUES {
        // The workflow has the value at every key that accepts it.
        let (mut hostile, mut is_text) = (base.clone(), false);
        for (key, prefix) in KEYS.iter().chain(&[("environments review label", "")]) {
            let text = format!("{prefix}{value}");
            let filled = spec::with(&hostile, &spec::parse_path(key), text.into());
            if !spec::compile_table(&filled).1.has_errors() {
                hostile = filled;
                // In a condition the string is escaped as in an expression.
                is_text |= !key.ends_with("label");
            }
        }
        let (_, outcome) = spec::compile_table(&hostile);
        let workflow = outcome
            .artifacts
            .iter()
            .find(|artifact| artifact.name == "workflow");
        let workflow = workflow.expect("the workflow exists");
        let file = folder.join(number.to_string()).join(&workflow.path);
        let strings: Vec<&str> = is_text.then_some(*value).into_iter().collect();
        let expected = serde_json::json!({ "strings": strings }).to_string();
        fs::create_dir_all(file.parent().expect("a file has a folder"))
            .expect("the file can be written");
        fs::write(&file, &workflow.text).expect("the file can be written");
        fs::write(
            folder.join(number.to_string()).join("expected.json"),
            expected,
        )
        .expect("the file can be written");
        number += 1;
    }
    assert_eq!(number, VALUES.len());
}
