//! Secrets: workflows read only secrets that the spec names.

use std::collections::BTreeSet;

use toml::Value;

use super::{outputs::Outputs, steps};

/// Finds secrets that a workflow reads, although neither the spec, nor a default, nor a custom step or job names them.
pub fn find_unknown_secrets(outputs: &Outputs) -> Vec<String> {
    let known = known_secrets(outputs);
    let mut violations = Vec::new();
    for workflow in &outputs.workflows {
        for (key, text) in steps::strings(&workflow.body) {
            for name in find_names(&text).filter(|name| !known.contains(*name)) {
                violations.push(format!("{}: {key} reads {name}", workflow.output));
            }
        }
    }
    violations
}

/// The names after `secrets.` in `text`.
fn find_names(text: &str) -> impl Iterator<Item = &str> {
    let name = |rest: &'_ str| {
        rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(rest.len())
    };
    text.split("secrets.")
        .skip(1)
        .map(move |rest| &rest[..name(rest)])
}

fn known_secrets(outputs: &Outputs) -> BTreeSet<String> {
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut add = |name: &str| {
        known.insert(name.to_owned());
    };
    for (_, registry) in outputs.tables("registries") {
        match registry["login"].as_table() {
            Some(login) => login.values().filter_map(Value::as_str).for_each(&mut add),
            None => add("GITHUB_TOKEN"),
        }
    }
    let tables = ["assets secrets", "smoke_test secrets"];
    for value in tables.iter().filter_map(|path| outputs.spec_value(path)) {
        let names = value
            .as_table()
            .into_iter()
            .flat_map(|table| table.values());
        let names = names.chain(value.as_array().into_iter().flatten());
        names.filter_map(Value::as_str).for_each(&mut add);
    }
    if outputs.string("scan tool", "none") == "snyk" {
        add(outputs.string("scan secret", "SNYK_TOKEN"));
    }
    for key in ["notify slack", "notify teams"] {
        add(outputs.string(key, ""));
    }
    if outputs.spec.contains_key("deploy") {
        for (environment, table) in outputs.tables("environments") {
            let is_review = table.get("on").and_then(Value::as_str) == Some("pull_request");
            let class = if is_review { "AZURE_REVIEW" } else { "AZURE" };
            for (key, suffix) in [
                ("client_id", "CLIENT_ID"),
                ("tenant_id", "TENANT_ID"),
                ("subscription_id", "SUBSCRIPTION_ID"),
            ] {
                let default = format!("{class}_{suffix}");
                let shared = outputs.string(&format!("deploy login {key}"), &default);
                add(outputs.string(&format!("environments {environment} login {key}"), shared));
            }
        }
    }
    if let Some(hooks) = outputs.spec_value("hooks") {
        find_names(&format!("{hooks:?}")).for_each(&mut add);
    }
    known
}
