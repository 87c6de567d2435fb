//! `[environments.NAME]`

use toml::{Table, Value};

use super::{
    cache::BRANCHES,
    choices::{Choices, say, say_table, string, strings, table},
};

/// Environments, each with what deploys to it.
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
    // Those that can be waited for, with their branches.
    let mut earlier: Vec<(&str, String)> = Vec::new();
    let chosen = choices.several(ENVIRONMENTS);
    let reviews = chosen.iter().filter(|(_, on)| *on == "pull_request");
    let is_only = reviews.count() == 1;
    for (name, on) in chosen {
        let mut environment = strings(&[("on", on)]);
        match on {
            "pull_request" => review(choices, name, is_only, &mut environment),
            "push" => push(choices, name, &built, &mut earlier, &mut environment),
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
        choices.maybe(&mut environment, "tags", |choices| tags(choices, on));
        common(choices, name, &mut environment);
        say(&mut environments, name, environment);
    }
    // A path of a smoke test needs a url everywhere.
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
    say_table(spec, "environments", environments);
}

/// The kind of tag that the environment's own builds write, and perhaps others.
fn tags(choices: &mut Choices, on: &str) -> Vec<Value> {
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

fn review(choices: &mut Choices, name: &str, is_only: bool, environment: &mut Table) {
    // The only review environment may take every pull request; of several, each tells its own by a label.
    if name != "review" {
        say(environment, "label", name);
    }
    if name == "review" && choices.flag() {
        say(
            environment,
            "label",
            choices.pick(&["deploy", "needs: review's app"]),
        );
    } else if name == "review" {
        say(environment, "label", "review");
        if choices.flag() && is_only {
            environment.remove("label");
        }
    }
    choices.maybe(environment, "bots", Choices::flag);
    if name != "review" || choices.flag() {
        say(environment, "name", format!("{name}-pr-{{pr}}"));
    }
    choices.maybe(environment, "url", |_| {
        format!("https://{name}-{{pr}}.example.com")
    });
    choices.maybe(environment, "confirm", Choices::flag);
}

fn push<'a>(
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

fn common(choices: &mut Choices, name: &str, environment: &mut Table) {
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
