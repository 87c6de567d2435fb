//! The Makefile cannot represent a value.
//!
//! ## Why
//! make strips spaces before a value, and joins a line that ends with a backslash to the next line. Terraform would get
//! a different value on a developer's machine than in the workflow.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! variables = { config_short = " st" }
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! backend = { key = "staging\\" }
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! variables = { config_short = "st" }
//! ```

use crate::{lang::make::can_hold, rules::prelude::*, spec::azure::Cluster};

pub const RULE: Rule = Rule::error("TV1117", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (place, value) in makefile_values(spec)
        .into_iter()
        .filter(|(_, value)| !can_hold(value))
    {
        let key = place.keys().last().and_then(Key::name).unwrap_or_default();
        let label = if value.ends_with('\\') {
            "ends with a backslash"
        } else {
            "starts or ends with whitespace"
        };
        let trimmed = value
            .trim_matches([' ', '\t'])
            .trim_end_matches(['\\', ' ', '\t']);
        findings
            .report(
                place.clone(),
                format!("make would change the value `{value}`"),
            )
            .label(label)
            .help(format!("write `{key} = {trimmed:?}`"));
    }
}

/// The values that are written into the Makefile, with their places.
fn makefile_values(spec: &Spec) -> Vec<(Place, &str)> {
    let mut values = Vec::new();
    for (name, environment) in &spec.environments {
        let place = place!("environments", name);
        let table = |table: &str, key: &String| place.key(table).key(key);
        values.extend(
            environment
                .variables
                .iter()
                .map(|(key, value)| (table("variables", key), value.as_str())),
        );
        values.extend(
            environment
                .backend
                .iter()
                .map(|(key, value)| (table("backend", key), value.as_str())),
        );
        values.extend(cluster_values(&environment.cluster, &place));
    }
    let backend = spec.deploy.backend.iter().flatten();
    values.extend(backend.map(|(key, value)| (place!("deploy", "backend", key), value.as_str())));
    values.extend(cluster_values(&spec.deploy.cluster, &place!("deploy")));
    values
}

fn cluster_values<'a>(cluster: &'a Cluster, place: &Place) -> Vec<(Place, &'a str)> {
    let entries = cluster.entries().into_iter();
    entries
        .filter_map(|(key, value)| Some((place.key("cluster").key(key), value?)))
        .collect()
}
