//! Whole jobs.

use serde_json::Value;

use super::Job;
use crate::{
    at,
    lang::{id::JobId, yaml::Tree},
    place::{Place, Placed},
    plan::{actions::Actions, said::items},
    spec::hooks::Job as Said,
};

pub(super) fn job(id: &str, said: &Said, actions: &Actions) -> Job {
    let at = at!("hooks", "jobs", id);
    let parse = |id: &str| JobId::parse(id).expect("invalid-job-id refused it");
    let ids = |list: &[String], key: &str| -> Vec<Placed<JobId>> {
        items(list, at.key(key), |id| parse(id))
    };
    let own: Vec<String> = match said.rest.get("needs").map(|needs| &needs.0) {
        Some(Value::String(id)) => vec![id.clone()],
        Some(Value::Array(ids)) => ids
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    };
    let body = said.rest.iter().filter(|(key, _)| *key != "needs");
    Job {
        id: parse(id),
        before: ids(&said.before, "before"),
        needs: ids(&said.after, "after")
            .into_iter()
            .chain(ids(&own, "needs"))
            .collect(),
        body: body
            .map(|(key, value)| {
                let at = at.key(key);
                (key.clone(), tree(&value.0, actions, at))
            })
            .collect(),
        at,
    }
}

/// `value`, which stands at `at`, as the workflow writes it; the actions in it pinned.
fn tree(value: &Value, actions: &Actions, at: Place) -> Placed<Tree> {
    let tree = match value {
        Value::Null => Tree::Text(String::new()),
        Value::Bool(flag) => Tree::Flag(*flag),
        Value::Number(number) => Tree::Number(number.to_string()),
        Value::String(text)
            if at.keys().last().and_then(crate::place::Key::name) == Some("uses") =>
        {
            let pin = actions.resolve(text);
            Tree::Noted(pin.uses, pin.version)
        }
        Value::String(text) => Tree::Text(text.clone()),
        Value::Array(items) => {
            let items = at.clone().items(items);
            let trees = items.map(|(at, value)| self::tree(value, actions, at));
            Tree::List(trees.collect())
        }
        Value::Object(table) => {
            let entries = table
                .iter()
                .map(|(key, value)| (key.clone(), self::tree(value, actions, at.key(key))));
            Tree::Map(entries.collect())
        }
    };
    Placed::new(tree, at)
}
