//! A variable or an input has an invalid name.
//!
//! ## Why
//! The name of a variable consists of letters, digits and `_`, and does not start with a digit; the name of an action's
//! input can also contain `-`. A script or an action cannot read a value under any other name.
//!
//! ## Fails
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! env = { RAILS-ENV = "test" }
//! run = "bin/prepare"
//! ```
//!
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! uses = "actions/cache"
//! with = { "cache path" = "tmp" }
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! env = { "" = "test" }
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/swagger" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! env = { RAILS_ENV = "test" }
//! run = "bin/prepare"
//!
//! [[hooks.steps]]
//! at = "build.start"
//! uses = "actions/cache"
//! with = { restore-keys = "tmp" }
//! ```

use serde_json::Value;

use crate::{
    lang::{
        id::{JobId, id_from_name},
        shell::VariableName,
    },
    rules::prelude::*,
    spec::hooks::steps::TABLE_KEYS,
};

pub const RULE: Rule = Rule::error("TV1417", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for step in spec.hook_steps() {
        for table in TABLE_KEYS {
            for (name, _) in step.table(table) {
                check_name(&step.place, table, name, findings);
            }
        }
    }
    for (job_name, job) in spec.custom_jobs() {
        let place = place!("hooks", "jobs", job_name);
        for table in TABLE_KEYS {
            let entries = job.value(table).and_then(Value::as_object);
            for name in entries.into_iter().flat_map(|entries| entries.keys()) {
                check_name(&place, table, name, findings);
            }
        }
    }
}

/// Checks `name`, a key of `table` in the step or job at `place`.
fn check_name(place: &Place, table: &str, name: &str, findings: &mut Findings) {
    // `malformed-expression` reports expressions in keys.
    if name.contains("${{") && place.contains(&place!("hooks", "jobs")) {
        return;
    }
    let (is_valid, kind, suggestion) = if table == "env" {
        let suggestion = id_from_name(name, "VALUE").replace('-', "_");
        (VariableName::parse(name).is_some(), "variable", suggestion)
    } else {
        (
            JobId::parse(name).is_some(),
            "input",
            id_from_name(name, "path"),
        )
    };
    if !is_valid {
        findings
            .report_key(
                place.key(table).key(name),
                format!("`{name}` is not a valid {kind} name"),
            )
            .label("invalid name")
            .help(format!("write `{suggestion}`"));
    }
}
