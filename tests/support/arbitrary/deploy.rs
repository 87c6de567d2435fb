//! `[deploy]`

use toml::{Table, Value};

use super::choices::{Choices, set_key, strings};

pub fn draw(choices: &mut Choices, spec: &mut Table) {
    let Some(environments) = spec.get_mut("environments").and_then(Value::as_table_mut) else {
        return;
    };
    let mut deploy = Table::new();
    choices.maybe(&mut deploy, "tool", |_| "terraform");
    set_key(&mut deploy, "version", choices.pick(&["1.14.5", "1.9.0"]));
    choices.maybe(&mut deploy, "directory", |choices| {
        choices.pick(&["terraform/app", "infra"])
    });
    choices.maybe(&mut deploy, "image_variable", |_| "app_docker_image");
    choices.maybe(&mut deploy, "var_file", |choices| {
        choices.pick(&[
            "../variables/{environment}.tfvars.json",
            "config/{name}.tfvars",
        ])
    });
    choices.maybe(&mut deploy, "backend", |choices| {
        let keys = ["{name}.tfstate", "{environment}/{name}.tfstate"];
        strings(&[
            ("key", choices.pick(&keys)),
            ("resource_group_name", "states"),
        ])
    });
    if choices.flag() {
        let pairs = [
            ("repository", "https://github.com/acme/modules.git"),
            ("ref", "testing"),
            ("directory", "vendor/modules/aks"),
        ];
        set_key(&mut deploy, "modules", strings(&pairs));
    } else {
        environments
            .iter_mut()
            .for_each(|(_, environment)| remove_key(environment, "modules"));
    }
    if choices.flag() {
        let pairs = [
            ("resource_group", "rg"),
            ("name", "cluster"),
            ("namespace", "space"),
        ];
        set_key(&mut deploy, "cluster", strings(&pairs));
    } else {
        environments
            .iter_mut()
            .for_each(|(_, environment)| remove_partial_cluster(environment));
    }
    choices.maybe(&mut deploy, "login", |choices| {
        let names = [
            ("client_id", "AZURE_CLIENT"),
            ("tenant_id", "AZURE_TENANT"),
            ("subscription_id", "AZURE_SUBSCRIPTION"),
        ];
        strings(&choices.some(&names))
    });
    set_key(spec, "deploy", deploy);
}

fn remove_key(environment: &mut Value, key: &str) {
    if let Some(environment) = environment.as_table_mut() {
        environment.remove(key);
    }
}

/// Removes a partial `cluster` table, which would need the missing keys from `[deploy]`.
fn remove_partial_cluster(environment: &mut Value) {
    let cluster = environment.get("cluster").and_then(Value::as_table);
    if cluster.is_some_and(|cluster| cluster.len() < 3) {
        remove_key(environment, "cluster");
    }
}
