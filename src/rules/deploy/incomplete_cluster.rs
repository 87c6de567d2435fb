//! A cluster lacks a key that the Makefile requires.
//!
//! ## Why
//! `make shell`, `make console` and `make logs` ask Azure for the credentials of a cluster by its resource group and
//! name, and look for the app in a namespace. If a key is missing, they would look in the wrong place.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! cluster = { resource_group = "hello-rg", name = "hello-aks" }
//!
//! [environments.staging]
//! on = "push"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! cluster = { resource_group = "hello-rg", name = "hello-aks" }
//!
//! [environments.staging]
//! on = "push"
//! cluster = { namespace = "hello-staging" }
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV1210", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(deploy) = spec.deploy.as_option() else {
        return;
    };
    let mut reported: Vec<Place> = Vec::new();
    for (name, environment) in &spec.environments {
        let Some(cluster) = deploy.cluster_of(environment) else {
            continue;
        };
        let missing: Vec<&str> = cluster
            .entries()
            .into_iter()
            .filter(|(_, value)| value.is_none())
            .map(|(key, _)| key)
            .collect();
        let place = if environment.cluster.is_set() {
            place!("environments", name, "cluster")
        } else {
            place!("deploy", "cluster")
        };
        if missing.is_empty() || reported.contains(&place) {
            continue;
        }
        let keys: Vec<String> = missing.iter().map(|key| format!("`{key}`")).collect();
        let values: Vec<String> = missing
            .iter()
            .map(|key| format!("`{key} = \"…\"`"))
            .collect();
        findings
            .report(
                place.clone(),
                format!("the cluster of `{name}` has no {}", keys.join(" or ")),
            )
            .label("incomplete")
            .help(format!("add {} to `{place}`", values.join(" and ")));
        reported.push(place);
    }
}
