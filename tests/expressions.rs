//! Expressions, printed, parsed and evaluated: `tests/judges/expressions.mjs` compares all of it with GitHub's own packages.

mod drawn;
mod keys;

use std::{fs, path::Path};

use serde_json::{Value as Json, json};
use tvgen::lang::expr::{parse::parse, tree::Tree, value::Value};

use self::drawn::Draw;

/// How many expressions are drawn.
const COUNT: u64 = 4000;

/// The contexts, wholly known: what a run of a push has, and one of a pull request.
fn runs() -> Vec<Json> {
    let text = include_str!("expressions/runs.json");
    serde_json::from_str(text).expect("the runs are JSON")
}

/// The value of `tree` in `run`; of the names that `is_hidden` accepts, at most their truth is known.
fn evaluate(tree: &Tree, run: &Json, is_hidden: &dyn Fn(&str) -> bool) -> Value {
    let roots = Value::from_json(run);
    tree.evaluate(&|names| {
        let value = names.iter().fold(roots.clone(), |value, name| {
            value.at(Some(&Value::Text((*name).to_owned())))
        });
        match names {
            [.., last] if is_hidden(last) && last.len() % 2 == 0 => Value::Unknown(value.holds()),
            [.., last] if is_hidden(last) => Value::Unknown(None),
            _ => value,
        }
    })
}

/// What a value is, in a form that both evaluators can write.
fn shown(value: &Value) -> Json {
    match value {
        Value::Text(text) => json!({ "text": text }),
        Value::Number(_) => json!({ "number": value.text() }),
        Value::Flag(flag) => json!(flag),
        Value::Null => json!(null),
        Value::List(items) | Value::Selection(items) => items.iter().map(shown).collect(),
        Value::Object(entries) => {
            let entries = entries
                .iter()
                .map(|(key, value)| json!([key, shown(value)]));
            json!({ "object": entries.collect::<Vec<_>>() })
        }
        Value::Unknown(holds) => json!({ "unknown": holds }),
        Value::Failed => json!({ "failed": true }),
    }
}

/// Whether nothing in `value` is unknown.
fn is_known(value: &Value) -> bool {
    match value {
        Value::Unknown(_) => false,
        Value::List(items) | Value::Selection(items) => items.iter().all(is_known),
        Value::Object(entries) => entries.iter().all(|(_, value)| is_known(value)),
        Value::Text(_) | Value::Number(_) | Value::Flag(_) | Value::Null | Value::Failed => true,
    }
}

#[test]
fn a_printed_expression_is_parsed_as_what_it_was() {
    for number in 0..COUNT {
        let tree = Draw::new(number).tree(5);
        let printed = tree.print();
        let parsed = parse(printed.as_str()).expect("GitHub reads what is printed");
        let again = parsed.print();
        assert_eq!(again.as_str(), printed.as_str());
        assert_eq!(
            parsed.normal().print().as_str(),
            tree.normal().print().as_str()
        );
    }
}

#[test]
fn a_value_is_known_where_all_contexts_are_and_the_normal_form_has_the_same() {
    for number in 0..COUNT {
        let tree = Draw::new(number).tree(5);
        for run in runs() {
            let whole = evaluate(&tree, &run, &|_| false);
            assert!(is_known(&whole), "{}", tree.print().as_str());
            let normal = evaluate(&tree.normal(), &run, &|_| false);
            assert_eq!(shown(&normal), shown(&whole), "{}", tree.print().as_str());
        }
    }
}

#[test]
fn expressions_are_left_for_the_judges() {
    let runs = runs();
    let mut cases = Vec::new();
    let mut certain = 0;
    for number in 0..COUNT {
        let mut draw = Draw::new(number);
        let tree = draw.tree(5);
        let text = tree.print().as_str().to_owned();
        let broken = draw.broken(&text);
        let is_read = parse(&broken).is_ok();
        cases.push(json!({ "text": broken, "read": is_read }));
        for (run, contexts) in runs.iter().enumerate() {
            for share in [0, 3, 6] {
                let value = evaluate(&tree, contexts, &|name| draw.hides(name, share));
                certain += usize::from(share > 0 && is_known(&value));
                cases.push(json!({ "text": text, "run": run, "whole": share == 0, "value": shown(&value) }));
            }
        }
    }
    assert!(
        certain > 1000,
        "{certain} values are known of runs that are not"
    );
    let all = json!({ "runs": runs, "cases": cases, "workflows": keys::workflows() });
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/expressions");
    fs::create_dir_all(&folder).expect("there is room");
    fs::write(folder.join("cases.json"), all.to_string()).expect("there is room");
}
