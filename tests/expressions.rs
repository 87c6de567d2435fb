//! Prints, parses and evaluates random expressions; `tests/judges/expressions.mjs` compares them with GitHub's packages.

mod keys;
mod random;

use std::{fs, path::Path};

use serde_json::{Value as Json, json};
use tvgen::lang::expr::{parse::parse, tree::Tree, value::Value};

use self::random::Draw;

/// The number of random expressions.
const COUNT: u64 = 4000;

/// Complete contexts of a run for a push and of one for a pull request.
fn runs() -> Vec<Json> {
    let text = include_str!("expressions/runs.json");
    serde_json::from_str(text).expect("the runs are JSON")
}

/// Evaluates `tree` in `run`. The values of names that `is_hidden` accepts are unknown; of some, the truthiness is known.
fn evaluate(tree: &Tree, run: &Json, is_hidden: &dyn Fn(&str) -> bool) -> Value {
    let roots = Value::from_json(run);
    tree.evaluate(&|names| {
        let value = names.iter().fold(roots.clone(), |value, name| {
            value.index(Some(&Value::Text((*name).to_owned())))
        });
        match names {
            [.., last] if is_hidden(last) && last.len() % 2 == 0 => {
                Value::Unknown(value.is_truthy())
            }
            [.., last] if is_hidden(last) => Value::Unknown(None),
            _ => value,
        }
    })
}

/// A value as JSON that both evaluators can produce.
fn to_json(value: &Value) -> Json {
    match value {
        Value::Text(text) => json!({ "text": text }),
        Value::Number(_) => json!({ "number": value.to_text() }),
        Value::Boolean(flag) => json!(flag),
        Value::Null => json!(null),
        Value::List(items) | Value::Selection(items) => items.iter().map(to_json).collect(),
        Value::Object(entries) => {
            let entries = entries
                .iter()
                .map(|(key, value)| json!([key, to_json(value)]));
            json!({ "object": entries.collect::<Vec<_>>() })
        }
        Value::Unknown(holds) => json!({ "unknown": holds }),
        Value::Failed => json!({ "failed": true }),
    }
}

/// Whether `value` is completely known.
fn is_known(value: &Value) -> bool {
    match value {
        Value::Unknown(_) => false,
        Value::List(items) | Value::Selection(items) => items.iter().all(is_known),
        Value::Object(entries) => entries.iter().all(|(_, value)| is_known(value)),
        Value::Text(_) | Value::Number(_) | Value::Boolean(_) | Value::Null | Value::Failed => true,
    }
}

#[test]
fn a_printed_expression_parses_back() {
    for number in 0..COUNT {
        let tree = Draw::new(number).tree(5);
        let printed = tree.print();
        let parsed = parse(printed.as_str()).expect("the printed expression is valid");
        let again = parsed.print();
        assert_eq!(again.as_str(), printed.as_str());
        assert_eq!(
            parsed.normalize().print().as_str(),
            tree.normalize().print().as_str()
        );
    }
}

#[test]
fn a_value_is_known_if_all_contexts_are_and_normalizing_preserves_it() {
    for number in 0..COUNT {
        let tree = Draw::new(number).tree(5);
        for run in runs() {
            let value = evaluate(&tree, &run, &|_| false);
            assert!(is_known(&value), "{}", tree.print().as_str());
            let normal = evaluate(&tree.normalize(), &run, &|_| false);
            assert_eq!(
                to_json(&normal),
                to_json(&value),
                "{}",
                tree.print().as_str()
            );
        }
    }
}

#[test]
fn expressions_are_exported_for_githubs_own_packages() {
    let runs = runs();
    let mut cases = Vec::new();
    let mut known = 0;
    for number in 0..COUNT {
        let mut draw = Draw::new(number);
        let tree = draw.tree(5);
        let text = tree.print().as_str().to_owned();
        let broken = draw.break_text(&text);
        let is_read = parse(&broken).is_ok();
        cases.push(json!({ "text": broken, "read": is_read }));
        for (run, contexts) in runs.iter().enumerate() {
            for share in [0, 3, 6] {
                let value = evaluate(&tree, contexts, &|name| draw.hides(name, share));
                known += usize::from(share > 0 && is_known(&value));
                cases.push(json!({ "text": text, "run": run, "whole": share == 0, "value": to_json(&value) }));
            }
        }
    }
    assert!(
        known > 1000,
        "only {known} values of partially known runs are known"
    );
    let all = json!({ "runs": runs, "cases": cases, "workflows": keys::workflows() });
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/expressions");
    fs::create_dir_all(&folder).expect("the folder can be created");
    fs::write(folder.join("cases.json"), all.to_string()).expect("the file can be written");
}
