//! What is drawn is the whole format, and nearly all of it is without an error.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use serde_json::Value as Json;
use toml::Value;
use tvgen::{
    finding::Severity,
    spec::schema::{SCHEMA, is_free, kind, shapes},
};

use crate::support::{
    arbitrary::{Draft, drafts},
    spec,
};

/// The specs that the generator makes first, always the same ones.
pub fn first(count: usize) -> Vec<Draft> {
    let mut runner = TestRunner::deterministic();
    let drafts = drafts();
    let draw = |_| {
        drafts
            .new_tree(&mut runner)
            .expect("nothing is filtered")
            .current()
    };
    (0..count).map(draw).collect()
}

#[test]
fn nearly_every_spec_drawn_is_without_an_error() {
    let all = first(300);
    let mut faults: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let mut refused = 0;
    for draft in &all {
        let (_, outcome) = spec::compiled(&draft.0);
        refused += usize::from(outcome.failed());
        let errors = outcome
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error);
        for finding in errors {
            faults
                .entry(finding.name.clone())
                .or_insert_with(|| (0, finding.message.clone()))
                .0 += 1;
        }
    }
    assert!(
        refused * 5 < all.len(),
        "{refused} of {} are refused: {faults:#?}",
        all.len()
    );
}

#[test]
fn every_key_of_the_format_is_drawn() {
    let mut known = BTreeSet::new();
    sayable(&SCHEMA, "", &mut known);
    let mut drawn = BTreeSet::new();
    for Draft(table) in first(400) {
        said(&SCHEMA, &Value::Table(table), "", &mut drawn);
    }
    // A spec that builds on another one is drawn as what the two come to: merging has tests of its own.
    let missing: Vec<&String> = known
        .difference(&drawn)
        .filter(|key| *key != "extends: a string")
        .collect();
    assert!(
        missing.is_empty(),
        "never drawn, extend tests/support/arbitrary: {missing:#?}"
    );
    assert!(
        known.len() > 200,
        "the schema has only {} keys",
        known.len()
    );
}

/// All that can be said where `schema` stands at `key`: the keys, their types, and the values of a choice.
pub fn sayable(schema: &Json, key: &str, all: &mut BTreeSet<String>) {
    for shape in shapes(schema) {
        for value in constants(shape) {
            all.insert(format!("{key} = {value}"));
        }
        if is_free(shape) {
            all.insert(format!("{key}: anything"));
            continue;
        }
        if constants(shape).is_empty() {
            all.insert(format!("{key}: {}", kind(shape)));
        }
        for (name, inner) in shape["properties"].as_object().into_iter().flatten() {
            sayable(inner, &join(key, name), all);
        }
        let others = &shape["additionalProperties"];
        if others.is_object() {
            sayable(others, &join(key, "*"), all);
        }
        if shape["items"].is_object() {
            sayable(&shape["items"], &join(key, "[]"), all);
        }
    }
}

/// What `value` says of it.
pub fn said(schema: &Json, value: &Value, key: &str, all: &mut BTreeSet<String>) {
    for shape in shapes(schema) {
        if let Some(constant) = constants(shape)
            .into_iter()
            .find(|constant| value.as_str() == constant.as_str())
        {
            all.insert(format!("{key} = {constant}"));
        }
        if is_free(shape) {
            all.insert(format!("{key}: anything"));
            continue;
        }
        let same = match value {
            Value::String(_) => kind(shape) == "a string" && constants(shape).is_empty(),
            Value::Integer(_) => kind(shape) == "an integer",
            Value::Boolean(_) => kind(shape) == "a boolean",
            Value::Datetime(_) => kind(shape) == "a date",
            Value::Array(_) => kind(shape) == "an array",
            Value::Table(_) => kind(shape) == "a table",
            Value::Float(_) => false,
        };
        if !same {
            continue;
        }
        all.insert(format!("{key}: {}", kind(shape)));
        for item in value.as_array().into_iter().flatten() {
            said(&shape["items"], item, &join(key, "[]"), all);
        }
        for (name, inner) in value.as_table().into_iter().flatten() {
            match shape["properties"].get(name) {
                Some(known) => said(known, inner, &join(key, name), all),
                None => said(&shape["additionalProperties"], inner, &join(key, "*"), all),
            }
        }
    }
}

/// The values that `shape` is a choice of.
fn constants(shape: &Json) -> Vec<Json> {
    let one = shape.get("const").cloned();
    let several = shape.get("enum").and_then(Json::as_array).cloned();
    one.into_iter()
        .chain(several.into_iter().flatten())
        .collect()
}

fn join(key: &str, name: &str) -> String {
    if key.is_empty() {
        name.to_owned()
    } else {
        format!("{key}.{name}")
    }
}
