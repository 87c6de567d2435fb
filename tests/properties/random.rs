//! Random specs use the whole format, and nearly all of them have no errors.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use serde_json::Value as Json;
use toml::Value;
use tvgen::{
    finding::Severity,
    spec::schema::{SCHEMA, accepts_anything, shapes, type_name},
};

use crate::support::{
    arbitrary::{Draft, drafts},
    spec,
};

/// The first `count` specs of the generator, always the same.
pub fn generate_drafts(count: usize) -> Vec<Draft> {
    let mut runner = TestRunner::deterministic();
    let drafts = drafts();
    let generate = |_| {
        drafts
            .new_tree(&mut runner)
            .expect("the strategy has no filter")
            .current()
    };
    (0..count).map(generate).collect()
}

#[test]
fn nearly_every_random_spec_has_no_errors() {
    let all = generate_drafts(300);
    let mut errors_by_rule: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let mut rejected = 0;
    for draft in &all {
        let (_, outcome) = spec::compile_table(&draft.0);
        rejected += usize::from(outcome.has_errors());
        let errors = outcome
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error);
        for finding in errors {
            errors_by_rule
                .entry(finding.name.clone())
                .or_insert_with(|| (0, finding.message.clone()))
                .0 += 1;
        }
    }
    assert!(
        rejected * 5 < all.len(),
        "{rejected} of {} are rejected: {errors_by_rule:#?}",
        all.len()
    );
}

#[test]
fn random_specs_use_every_key_of_the_format() {
    let mut known = BTreeSet::new();
    collect_possible(&SCHEMA, "", &mut known);
    let mut used = BTreeSet::new();
    for Draft(table) in generate_drafts(400) {
        collect_used(&SCHEMA, &Value::Table(table), "", &mut used);
    }
    // The generator makes specs without `extends`: merging has its own tests.
    let missing: Vec<&String> = known
        .difference(&used)
        .filter(|key| *key != "extends: a string")
        .collect();
    assert!(
        missing.is_empty(),
        "never generated, extend tests/support/arbitrary: {missing:#?}"
    );
    assert!(
        known.len() > 200,
        "the schema has only {} keys",
        known.len()
    );
}

/// Collects the possible entries of `schema` at `key`: the keys, their types, and the values of a choice.
pub fn collect_possible(schema: &Json, key: &str, all: &mut BTreeSet<String>) {
    for shape in shapes(schema) {
        for value in constants(shape) {
            all.insert(format!("{key} = {value}"));
        }
        if accepts_anything(shape) {
            all.insert(format!("{key}: anything"));
            continue;
        }
        if constants(shape).is_empty() {
            all.insert(format!("{key}: {}", type_name(shape)));
        }
        for (name, inner) in shape["properties"].as_object().into_iter().flatten() {
            collect_possible(inner, &join_keys(key, name), all);
        }
        let others = &shape["additionalProperties"];
        if others.is_object() {
            collect_possible(others, &join_keys(key, "*"), all);
        }
        if shape["items"].is_object() {
            collect_possible(&shape["items"], &join_keys(key, "[]"), all);
        }
    }
}

/// Collects the entries of `schema` that `value` uses.
pub fn collect_used(schema: &Json, value: &Value, key: &str, all: &mut BTreeSet<String>) {
    for shape in shapes(schema) {
        if let Some(constant) = constants(shape)
            .into_iter()
            .find(|constant| value.as_str() == constant.as_str())
        {
            all.insert(format!("{key} = {constant}"));
        }
        if accepts_anything(shape) {
            all.insert(format!("{key}: anything"));
            continue;
        }
        let is_same_type = match value {
            Value::String(_) => type_name(shape) == "a string" && constants(shape).is_empty(),
            Value::Integer(_) => type_name(shape) == "an integer",
            Value::Boolean(_) => type_name(shape) == "a boolean",
            Value::Datetime(_) => type_name(shape) == "a date",
            Value::Array(_) => type_name(shape) == "an array",
            Value::Table(_) => type_name(shape) == "a table",
            Value::Float(_) => false,
        };
        if !is_same_type {
            continue;
        }
        all.insert(format!("{key}: {}", type_name(shape)));
        for item in value.as_array().into_iter().flatten() {
            collect_used(&shape["items"], item, &join_keys(key, "[]"), all);
        }
        for (name, inner) in value.as_table().into_iter().flatten() {
            match shape["properties"].get(name) {
                Some(known) => collect_used(known, inner, &join_keys(key, name), all),
                None => collect_used(
                    &shape["additionalProperties"],
                    inner,
                    &join_keys(key, "*"),
                    all,
                ),
            }
        }
    }
}

/// The constants that `shape` allows.
fn constants(shape: &Json) -> Vec<Json> {
    let constant = shape.get("const").cloned();
    let constants = shape.get("enum").and_then(Json::as_array).cloned();
    constant
        .into_iter()
        .chain(constants.into_iter().flatten())
        .collect()
}

fn join_keys(key: &str, name: &str) -> String {
    if key.is_empty() {
        name.to_owned()
    } else {
        format!("{key}.{name}")
    }
}
