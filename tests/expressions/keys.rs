//! Workflows with one context or function at one key.

use serde_json::{Value as Json, json};
use tvgen::{
    lang::expr::{embedded::parse_condition, function::Function, parse::CONTEXTS},
    place::{Key, Place},
    spec::hooks::availability::Availability,
};

/// Keys of a job with steps, and of a job that calls a workflow.
const KEYS: &[&str] = &[
    "name",
    "if",
    "runs-on",
    "timeout-minutes",
    "continue-on-error",
    "strategy.max-parallel",
    "strategy.matrix.ruby.0",
    "env.X",
    "environment.name",
    "environment.url",
    "concurrency.group",
    "outputs.x",
    "defaults.run.working-directory",
    "container.image",
    "container.options",
    "container.env.X",
    "container.credentials.username",
    "services.db.image",
    "services.db.env.X",
    "services.db.credentials.password",
    "steps.0.if",
    "steps.0.name",
    "steps.0.env.X",
    "steps.0.working-directory",
    "steps.0.continue-on-error",
    "steps.0.timeout-minutes",
    "steps.1.with.x",
    "with.x",
    "secrets.x",
];

/// The workflows, and whether GitHub makes the context or function available at the key.
pub fn workflows() -> Vec<Json> {
    let contexts = CONTEXTS
        .iter()
        .map(|name| format!("fromJSON(toJSON({name}))"));
    let functions = Function::ALL.iter().filter(|(_, _, least, _)| *least == 0);
    let functions = functions.map(|(_, name, ..)| format!("{name}()"));
    let all = contexts
        .chain(functions)
        .chain(["hashFiles('a')".to_owned()]);
    let all: Vec<String> = all.collect();
    let mut workflows = Vec::new();
    for key in KEYS {
        let names = key.split('.');
        let keys = names.map(|name| match name.parse() {
            Ok(item) => Key::Item(item),
            Err(_) => Key::Name(name.into()),
        });
        let keys: Vec<Key> = keys.collect();
        let place = keys.iter().fold(
            Place::root().key("hooks").key("jobs").key("x"),
            |place, key| match key {
                Key::Item(item) => place.item(*item),
                Key::Name(name) => place.key(name.as_str()),
            },
        );
        for expression in &all {
            let tree = parse_condition(expression)
                .expect("a valid expression")
                .tree;
            workflows.push(json!({
                "key": key,
                "expression": expression,
                "text": workflow(&keys, &format!("${{{{ {expression} }}}}")).to_string(),
                "offered": Availability::for_place(&place).find_unavailable(&tree).is_none(),
            }));
        }
    }
    workflows
}

/// A workflow whose one job has `value` at `keys`. JSON is YAML.
fn workflow(keys: &[Key], value: &str) -> Json {
    let calls = matches!(&keys[0], Key::Name(name) if name == "with" || name == "secrets");
    let mut job = if calls {
        json!({ "uses": "acme/workflows/.github/workflows/x.yml@main" })
    } else {
        json!({ "runs-on": "ubuntu-24.04", "steps": [{ "run": "true" }, { "uses": "acme/x@v1" }] })
    };
    let mut inner = &mut job;
    for (number, key) in keys.iter().enumerate() {
        let needs_list = matches!(keys.get(number + 1), Some(Key::Item(_)));
        let empty = if needs_list { json!([null]) } else { json!({}) };
        let next = match key {
            Key::Item(item) => &mut inner[*item],
            Key::Name(name) => &mut inner[name.as_str()],
        };
        if next.is_null() {
            *next = empty;
        }
        inner = next;
    }
    *inner = json!(value);
    for name in ["container", "services"] {
        let container = match name {
            "services" => job
                .get_mut(name)
                .and_then(|services| services.get_mut("db")),
            _ => job.get_mut(name),
        };
        if let Some(table) = container.and_then(Json::as_object_mut) {
            table.entry("image").or_insert_with(|| json!("ruby"));
        }
    }
    if let Some(environment) = job.get_mut("environment").and_then(Json::as_object_mut) {
        environment
            .entry("name")
            .or_insert_with(|| json!("staging"));
    }
    json!({ "on": "push", "jobs": { "x": job } })
}
