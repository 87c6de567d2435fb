//! `spec/everything.toml` uses every key of the format, and each key changes an output. The exceptions are listed here.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use toml::{Table, Value};
use tvgen::{
    artifact::Artifact,
    place::Key,
    spec::schema::{SCHEMA, shapes},
};

use crate::{
    properties::random::{collect_possible, collect_used},
    support::{
        load_spec,
        spec::{self, Path},
    },
};

/// Keys that another key of the spec excludes: the key, the rule that rejects both together, and a spec that uses the key.
const EXCLUDED: &[(&str, &str, &str)] = &[(
    "smoke_test.path",
    "two-smoke-tests",
    "teaching-vacancies-2020",
)];

/// Keys that change no output, and the reason.
const SILENT: &[(&str, &str)] = &[
    ("spec", "there is one version of the format"),
    (
        "requires",
        "it limits the version of tvgen, not the outputs",
    ),
    ("deploy.tool", "there is one tool"),
    ("lints.allow.[]", "it only suppresses warnings"),
];

/// Valid alternative values for keys where a changed text, number or choice would be invalid.
const OTHERS: &[(&str, &str)] = &[
    ("base.ruby", "3.4.6"),
    (
        "stages.*.copy.[].from",
        "ruby:3.4.6-alpine3.21@sha256:0000000000000000000000000000000000000000000000000000000000000000",
    ),
    ("hooks.steps.[].if", "github.event_name == 'schedule'"),
    ("outputs.workflow", ".github/workflows/other.yml"),
    ("outputs.review_cleanup", ".github/workflows/other.yml"),
    ("outputs.cache_rebuild", ".github/workflows/other.yml"),
    ("outputs.manual_deploy", ".github/workflows/other.yml"),
    ("outputs.docs", "docs/other.md"),
    ("base.alpine", "3.21"),
    (
        "base.digest",
        "sha256:0000000000000000000000000000000000000000000000000000000000000000",
    ),
    ("base.timezone", "Europe/Paris"),
    ("base.packages.[].version", ">=3.5.8-r0"),
    (
        "stages.*.from",
        "ruby:3.4.6-alpine3.21@sha256:0000000000000000000000000000000000000000000000000000000000000000",
    ),
    ("bundle.version", "2.6.8"),
    ("javascript.version", "11.6.1"),
    ("assets.secrets.*", "RAILS_OTHER_KEY"),
    ("cache.rebuild", "31 4 * * 1"),
    ("deploy.version", "1.14.4"),
    ("actions.*.sha", "0123456789abcdef0123456789abcdef01234567"),
    (
        "workflow.tvgen.commit",
        "0000000000000000000000000000000000000000",
    ),
    ("hooks.steps.[].at", "build.end"),
    (
        "hooks.steps.[].uses",
        "marocchino/sticky-pull-request-comment@0123456789abcdef0123456789abcdef01234567",
    ),
    ("hooks.steps.[].shell", "sh"),
    ("stages.*.copy.[].mode", "750"),
    ("hooks.steps.[].environments.[]", "staging"),
    ("hooks.jobs.*.before.[]", "deploy_staging"),
    ("hooks.jobs.*.after.[]", "deploy_qa"),
    ("environments.*.branch", "main"),
    ("cache.branches.[]", "staging-2"),
    ("cache.trunk", "trunk"),
];

/// A key, and a function that changes it in a spec.
type Change = (&'static str, fn(&mut Table));

/// Changes of keys that require changes of other keys.
const TOGETHER: &[Change] = &[
    ("assets.precompile", |spec| {
        spec["assets"] = Value::Table(Table::from_iter([("precompile".to_owned(), false.into())]));
    }),
    ("cache.branches.[]", |spec| {
        spec["cache"]["branches"] = Value::Array(vec!["staging".into(), "dev".into()]);
    }),
    ("environments.*.tags.[]", |spec| {
        let kinds = Value::Array(vec!["release".into(), "review".into()]);
        spec["environments"]["staging"]["tags"] = kinds;
    }),
    ("registries.*.login", |spec| {
        let login = [("username", "GHCR_USERNAME"), ("password", "GHCR_PASSWORD")];
        let login = login.map(|(key, secret)| (key.to_owned(), secret.into()));
        spec["registries"]["ghcr"]["login"] = Value::Table(Table::from_iter(login));
    }),
    ("scan.tool", |spec| {
        spec["scan"] = Value::Table(Table::from_iter([("tool".to_owned(), "trivy".into())]));
    }),
    ("environments.*.on", |spec| {
        let staging = spec["environments"]["staging"]
            .as_table_mut()
            .expect("a table");
        staging.remove("branch");
        staging.insert("on".to_owned(), "manual".into());
    }),
    ("environments.*.after.[]", |spec| {
        spec["environments"]["staging"]["branch"] = "main".into();
        spec["environments"]["production"]["after"] = Value::Array(vec!["staging".into()]);
    }),
    ("notify.on.[]", |spec| {
        spec["notify"]["on"] = Value::Array(vec!["success".into()]);
    }),
    ("outputs.dockerfile", |spec| {
        spec["outputs"]["dockerfile"] = "Dockerfile".into();
        spec["outputs"]["dockerignore"] = ".dockerignore".into();
    }),
    ("outputs.dockerignore", |spec| {
        spec["outputs"]["dockerignore"] = false.into();
    }),
    ("stages.*.kind", |spec| {
        // The stage copies from the default builder instead, which has no Node.js.
        spec.remove("javascript");
        let stages = spec["stages"].as_table_mut().expect("a table");
        stages.remove("documents");
        let assemble = Table::from_iter([("kind".to_owned(), Value::from("plain"))]);
        stages.insert("assemble".to_owned(), Value::Table(assemble));
        stages["final"]["copy"] = Value::Array(vec!["/srv/app".into()]);
    }),
];

#[test]
fn every_key_of_the_format_is_used() {
    let mut known = BTreeSet::new();
    collect_possible(&SCHEMA, "", &mut known);
    let table = spec::merged_table(&load_spec("everything"));
    let mut used = BTreeSet::new();
    collect_used(&SCHEMA, &Value::Table(table), "", &mut used);
    let keys = |all: &BTreeSet<String>| -> BTreeSet<String> {
        all.iter().map(|entry| key(entry)).collect()
    };
    let (known, used) = (keys(&known), keys(&used));
    let missing: Vec<&String> = known
        .difference(&used)
        // `extends` is removed by merging, and the spec needs its base to render.
        .filter(|key| *key != "extends" && EXCLUDED.iter().all(|(excluded, ..)| key != excluded))
        .collect();
    assert!(
        missing.is_empty(),
        "not used by spec/everything.toml: {missing:#?}"
    );
    assert!(
        known.len() > 150,
        "the schema has only {} keys",
        known.len()
    );
}

#[test]
fn every_unused_key_excludes_a_used_one() {
    for (key, rule, user) in EXCLUDED {
        let path: Path = key.split('.').map(|key| Key::Name(key.into())).collect();
        let elsewhere = spec::load(user);
        let value = spec::get(&elsewhere, &path)
            .expect("the spec uses the key")
            .clone();
        let both = spec::with(&spec::merged_table(&load_spec("everything")), &path, value);
        let (_, outcome) = spec::compile_table(&both);
        let names: Vec<&str> = outcome
            .findings
            .iter()
            .map(|finding| finding.name.as_str())
            .collect();
        assert_eq!(names, [*rule], "{key}");
    }
}

#[test]
fn every_key_changes_an_output() {
    let table = spec::merged_table(&load_spec("everything"));
    let before = artifacts(&table).expect("the spec is free of errors");
    let leaves = leaves(&table);
    let differs = |changed: &Table| artifacts(changed).is_some_and(|after| after != before);
    let mut effective: BTreeSet<&str> = BTreeSet::new();
    for leaf in &leaves {
        let mut others = leaf.others.iter();
        if !effective.contains(leaf.key.as_str())
            && others.any(|other| differs(&spec::with(&table, &leaf.path, other.clone())))
        {
            effective.insert(&leaf.key);
        }
    }
    for (key, change) in TOGETHER {
        let mut changed = table.clone();
        change(&mut changed);
        assert!(
            differs(&changed),
            "{key}: {:?}",
            spec::compile_table(&changed).1.findings
        );
        effective.insert(key);
    }
    let keys: BTreeSet<&str> = leaves.iter().map(|leaf| leaf.key.as_str()).collect();
    let is_template = |key: &str| key.starts_with("template.");
    let idle = keys.difference(&effective);
    let idle: Vec<&&str> = idle.filter(|key| !is_template(key)).collect();
    assert!(!effective.iter().any(|key| is_template(key)));
    let silent: Vec<&str> = SILENT.iter().map(|(key, _)| *key).collect();
    let mut silent: Vec<&&str> = silent.iter().collect();
    silent.sort();
    assert_eq!(
        idle, silent,
        "keys without effect, and those that are expected"
    );
    assert!(keys.len() > 150, "only {} keys were changed", keys.len());
}

/// A value of the spec, and alternatives.
pub struct Leaf {
    /// The path of the value.
    pub path: Path,
    /// The key of the format.
    pub key: String,
    /// Alternative values.
    pub others: Vec<Value>,
}

/// Lists the values of `spec`.
pub fn leaves(spec: &Table) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    let spec = Value::Table(spec.clone());
    walk(&SCHEMA, &spec, &mut Vec::new(), "", &mut leaves);
    leaves
}

/// Collects the leaves of `value` at `path`, which is `key` in the schema.
fn walk(schema: &Json, value: &Value, path: &mut Path, key: &str, leaves: &mut Vec<Leaf>) {
    let inner = |name: &str| {
        if key.is_empty() {
            name.to_owned()
        } else {
            format!("{key}.{name}")
        }
    };
    match value {
        Value::Table(table) => {
            for (name, value) in table {
                let shapes = shapes(schema);
                let known = shapes
                    .iter()
                    .find_map(|shape| shape["properties"].get(name));
                let others = shapes
                    .iter()
                    .find_map(|shape| shape.get("additionalProperties"));
                let (schema, step) = match (known, others) {
                    (Some(known), _) => (known, inner(name)),
                    (None, Some(others)) => (others, inner("*")),
                    // The schema does not describe keys of GitHub.
                    (None, None) => (&Json::Null, inner("*")),
                };
                path.push(Key::Name(name.as_str().into()));
                walk(schema, value, path, &step, leaves);
                path.pop();
            }
        }
        Value::Array(items) => {
            let shapes = shapes(schema);
            let schema = shapes
                .iter()
                .find_map(|shape| shape.get("items"))
                .unwrap_or(&Json::Null);
            for (item, value) in items.iter().enumerate() {
                path.push(Key::Item(item));
                walk(schema, value, path, &inner("[]"), leaves);
                path.pop();
            }
        }
        Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_) => {
            leaves.push(Leaf {
                path: path.clone(),
                key: key.to_owned(),
                others: others(schema, value, key),
            });
        }
    }
}

fn others(schema: &Json, value: &Value, key: &str) -> Vec<Value> {
    let own = OTHERS.iter().filter(|(known, _)| *known == key);
    let mut others: Vec<Value> = own
        .map(|(_, other)| Value::String((*other).to_owned()))
        .collect();
    match value {
        Value::String(text) => {
            let choices = shapes(schema)
                .into_iter()
                .filter_map(|shape| shape.get("const")?.as_str());
            others.extend(choices.map(|choice| Value::String(choice.to_owned())));
            others.extend(
                [format!("{text}x"), format!("{text}X"), format!("x{text}")].map(Value::String),
            );
        }
        Value::Integer(number) => others.push(Value::Integer(number + 1)),
        Value::Boolean(flag) => others.push(Value::Boolean(!flag)),
        Value::Datetime(_) => others.push(Value::Datetime("2028-02-02".parse().expect("a date"))),
        Value::Float(_) | Value::Array(_) | Value::Table(_) => {}
    }
    others
}

/// The outputs of `spec` unless it has errors, without the headers, which differ for every change.
fn artifacts(spec: &Table) -> Option<Vec<(String, String)>> {
    let (_, outcome) = spec::compile_table(spec);
    let body = |artifact: Artifact| {
        let body = artifact
            .text
            .split_once("\n\n")
            .map(|(_, body)| body.to_owned());
        (artifact.path, body.unwrap_or_default())
    };
    (!outcome.has_errors()).then(|| outcome.artifacts.into_iter().map(body).collect())
}

/// The key of an entry such as `KEY: TYPE` or `KEY = VALUE`.
fn key(entry: &str) -> String {
    entry
        .split([':', '='])
        .next()
        .unwrap_or_default()
        .trim()
        .to_owned()
}
