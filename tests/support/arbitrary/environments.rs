//! `[environments.NAME]`

use toml::{Table, Value};

use super::{
    cache::BRANCHES,
    choices::{Choices, set_key, set_table, string, strings, table},
};

/// Environments, each with its `on` trigger.
const ENVIRONMENTS: &[(&str, &str)] = &[
    ("staging", "push"),
    ("review", "pull_request"),
    ("production", "push"),
    ("pre-prod", "push"),
    ("research", "pull_request"),
    ("sandbox", "manual"),
    ("disaster-2", "manual"),
];

pub fn draw(choices: &mut Choices, spec: &mut Table) {
    if !choices.flag() {
        return;
    }
    let trunk = string(&table(spec, "cache"), "trunk")
        .unwrap_or(BRANCHES[0])
        .to_owned();
    let branches = table(spec, "cache")
        .get("branches")
        .and_then(Value::as_array)
        .cloned();
    let mut built: Vec<String> = vec![trunk];
    built.extend(
        branches
            .iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(str::to_owned),
    );
    let mut environments = Table::new();
    // Environments that a later one can follow, with their branches.
    let mut earlier: Vec<(&str, String)> = Vec::new();
    let chosen = choices.several(ENVIRONMENTS);
    let reviews = chosen.iter().filter(|(_, on)| *on == "pull_request");
    let is_only = reviews.count() == 1;
    for (name, on) in chosen {
        let mut environment = strings(&[("on", on)]);
        match on {
            "pull_request" => draw_review(choices, name, is_only, &mut environment),
            "push" => draw_push(choices, name, &built, &mut earlier, &mut environment),
            _ => {}
        }
        if on != "pull_request" {
            choices.maybe(&mut environment, "name", |_| format!("acme-{name}"));
            choices.maybe(&mut environment, "confirm", Choices::flag);
            choices.maybe(&mut environment, "url", |choices| {
                let path = choices.pick(&["", "/start"]);
                format!("https://{name}.example.com{path}")
            });
        }
        choices.maybe(&mut environment, "tags", |choices| draw_tags(choices, on));
        draw_common(choices, name, &mut environment);
        set_key(&mut environments, name, environment);
    }
    // The path of a smoke test requires a URL in every environment.
    if choices.flag() {
        for (name, environment) in &mut environments {
            let Some(environment) = environment.as_table_mut() else {
                continue;
            };
            let number = if string(environment, "on") == Some("pull_request") {
                "-{pr}"
            } else {
                ""
            };
            let url = format!("https://{name}{number}.example.com");
            environment.entry("url").or_insert(Value::from(url));
        }
    }
    set_table(spec, "environments", environments);
}

/// Draws the kind of tag that the environment's own builds write, and sometimes others.
fn draw_tags(choices: &mut Choices, on: &str) -> Vec<Value> {
    let own = if on == "pull_request" {
        "review"
    } else {
        "release"
    };
    let others = choices.some(&["release", "review", "local"]);
    let others = others.into_iter().filter(|kind| *kind != own);
    std::iter::once(own)
        .chain(others)
        .map(Value::from)
        .collect()
}

fn draw_review(choices: &mut Choices, name: &str, is_only: bool, environment: &mut Table) {
    // A single review environment may accept every pull request; several select theirs by label.
    if name != "review" {
        set_key(environment, "label", name);
    }
    if name == "review" && choices.flag() {
        set_key(
            environment,
            "label",
            choices.pick(&["deploy", "needs: review's app"]),
        );
    } else if name == "review" {
        set_key(environment, "label", "review");
        if choices.flag() && is_only {
            environment.remove("label");
        }
    }
    choices.maybe(environment, "bots", Choices::flag);
    if name != "review" || choices.flag() {
        set_key(environment, "name", format!("{name}-pr-{{pr}}"));
    }
    choices.maybe(environment, "url", |_| {
        format!("https://{name}-{{pr}}.example.com")
    });
    choices.maybe(environment, "confirm", Choices::flag);
}

fn draw_push<'a>(
    choices: &mut Choices,
    name: &'a str,
    built: &[String],
    earlier: &mut Vec<(&'a str, String)>,
    environment: &mut Table,
) {
    let mut branch = built[0].clone();
    choices.maybe(environment, "branch", |choices| {
        branch.clone_from(&built[choices.number(built.len())]);
        branch.clone()
    });
    let first: Vec<&str> = earlier
        .iter()
        .filter(|(_, other)| *other == branch)
        .map(|(name, _)| *name)
        .collect();
    if !first.is_empty() {
        choices.maybe(environment, "after", |choices| choices.some(&first));
    }
    earlier.push((name, branch));
}

fn draw_common(choices: &mut Choices, name: &str, environment: &mut Table) {
    choices.maybe(environment, "variables", |choices| {
        strings(&choices.some(&[("config_short", "st"), ("note", "it's $(5) #1")]))
    });
    choices.maybe(environment, "backend", |choices| {
        let key = format!("{name}/{{name}}.tfstate");
        strings(&choices.several(&[("key", key.as_str()), ("container_name", "states")]))
    });
    choices.maybe(environment, "cluster", |choices| {
        let all = [
            ("resource_group", "rg-2"),
            ("name", "cluster-2"),
            ("namespace", "space-2"),
        ];
        strings(&choices.some(&all))
    });
    choices.maybe(environment, "login", |choices| {
        let names = [
            ("client_id", "OWN_CLIENT"),
            ("tenant_id", "OWN_TENANT"),
            ("subscription_id", "OWN_SUBSCRIPTION"),
        ];
        strings(&choices.some(&names))
    });
    choices.maybe(environment, "modules", |choices| {
        strings(&choices.some(&[("ref", "stable")]))
    });
}
