//! Plans the user's own jobs.

use serde_json::Value;

use super::Job;
use crate::{
    lang::{id::JobId, yaml::Tree},
    place,
    place::{Place, Placed},
    plan::{actions::Actions, parse::parse_items},
    spec::hooks::Job as SpecJob,
};

pub(super) fn plan_job(id: &str, table: &SpecJob, actions: &Actions) -> Job {
    let place = place!("hooks", "jobs", id);
    let parse = |id: &str| JobId::parse(id).expect("invalid-job-id rejected it");
    let ids = |list: &[String], key: &str| -> Vec<Placed<JobId>> {
        parse_items(list, place.key(key), |id| parse(id))
    };
    let own: Vec<String> = match table.rest.get("needs").map(|needs| &needs.0) {
        Some(Value::String(id)) => vec![id.clone()],
        Some(Value::Array(ids)) => ids
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    };
    let body = table.rest.iter().filter(|(key, _)| *key != "needs");
    Job {
        id: parse(id),
        before: ids(&table.before, "before"),
        needs: ids(&table.after, "after")
            .into_iter()
            .chain(ids(&own, "needs"))
            .collect(),
        body: body
            .map(|(key, value)| {
                let place = place.key(key);
                (key.clone(), tree(&value.0, actions, place))
            })
            .collect(),
        place,
    }
}

/// Converts `value` to YAML and pins the actions in it.
fn tree(value: &Value, actions: &Actions, place: Place) -> Placed<Tree> {
    let tree = match value {
        Value::Null => Tree::Text(String::new()),
        Value::Bool(flag) => Tree::Boolean(*flag),
        Value::Number(number) => Tree::Number(number.to_string()),
        Value::String(text)
            if place.keys().last().and_then(crate::place::Key::name) == Some("uses") =>
        {
            let pin = actions.resolve(text);
            Tree::Commented(pin.uses, pin.version)
        }
        Value::String(text) => Tree::Text(text.clone()),
        Value::Array(items) => {
            let items = place.clone().items(items);
            let trees = items.map(|(place, value)| self::tree(value, actions, place));
            Tree::List(trees.collect())
        }
        Value::Object(table) => {
            let entries = table
                .iter()
                .map(|(key, value)| (key.clone(), self::tree(value, actions, place.key(key))));
            Tree::Map(entries.collect())
        }
    };
    Placed::new(tree, place)
}
