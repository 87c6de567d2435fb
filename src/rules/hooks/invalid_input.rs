//! A variable or an input has a name that nothing reads.
//!
//! ## Why
//! A script reads variables whose names are letters, digits and `_`, no digit first; the inputs of actions may also have a
//! `-`. Under any other name the value does not arrive.
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
        id::{JobId, nearest_id},
        shell::VariableName,
    },
    rules::prelude::*,
    spec::hooks::written::TABLES,
};

pub const RULE: Rule = Rule::error("TV1417", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for step in spec.written_steps() {
        for table in TABLES {
            for (name, _) in step.table(table) {
                name_at(&step.at, table, name, findings);
            }
        }
    }
    for (job_name, job) in spec.own_jobs() {
        let at = at!("hooks", "jobs", job_name);
        for table in TABLES {
            let entries = job.value(table).and_then(Value::as_object);
            for name in entries.into_iter().flat_map(|entries| entries.keys()) {
                name_at(&at, table, name, findings);
            }
        }
    }
}

/// Looks at `name`, a key of `table` of what is at `at`.
fn name_at(at: &Place, table: &str, name: &str, findings: &mut Findings) {
    // `malformed-expression` speaks of a key that is one.
    if name.contains("${{") && at.holds(&at!("hooks", "jobs")) {
        return;
    }
    let (fits, what, near) = if table == "env" {
        let near = nearest_id(name, "VALUE").replace('-', "_");
        (VariableName::parse(name).is_some(), "variable", near)
    } else {
        (
            JobId::parse(name).is_some(),
            "input",
            nearest_id(name, "path"),
        )
    };
    if !fits {
        findings
            .report_key(
                at.key(table).key(name),
                format!("nothing reads a {what} named `{name}`"),
            )
            .label(if table == "env" {
                "not a variable"
            } else {
                "not an input"
            })
            .help(format!("write `{near}`"));
    }
}
