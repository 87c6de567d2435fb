//! A value in a job is of another kind than GitHub reads there.
//!
//! ## Why
//! A job of your own is handed to GitHub as it is written. A list where a text is due, a number where a switch is, and the
//! workflow is refused as a whole, with a message that knows nothing of this file.
//!
//! ## Fails
//! ```toml
//! [hooks.jobs.swagger]
//! runs-on = "ubuntu-24.04"
//! steps = ["bin/swagger"]
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! timeout-minutes = "ten"
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/swagger" }]
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = ["bin/swagger"] }]
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! strategy = { max-parallel = inf }
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/swagger" }]
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! uses = "./.github/actions/swagger"
//! ```
//!
//! ## Passes
//! ```toml
//! [hooks.jobs.swagger]
//! timeout-minutes = 10
//! strategy = { matrix = { ruby = ["3.4", "3.5"] } }
//! runs-on = ["self-hosted", "linux"]
//! steps = [{ run = "bin/swagger", continue-on-error = true }]
//! ```

use serde_json::Value;

use crate::{
    rules::prelude::*,
    spec::hooks::shape::{CALL, JOB, Known, STEP},
};

pub const RULE: Rule = Rule::error("TV1416", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, job) in spec.own_jobs() {
        let at = at!("hooks", "jobs", name);
        for (key, free) in &job.rest {
            let known = JOB.iter().chain(CALL).find(|known| known.key == key);
            value_at(at.key(key), &free.0, known, findings);
        }
        for (at, step) in at.key("steps").items(job.steps().unwrap_or_default()) {
            for (key, value) in step.as_object().into_iter().flatten() {
                let known = STEP.iter().find(|known| known.key == key);
                value_at(at.key(key), value, known, findings);
            }
        }
    }
}

/// Looks at `value` of the key `known` at `at`; an unknown key is the business of `unknown-job-key`, and steps are looked
/// at one by one.
fn value_at(at: Place, value: &Value, known: Option<&Known>, findings: &mut Findings) {
    if let Some(known) = known
        && !known.kinds.iter().any(|kind| kind.takes(value))
    {
        let key = known.key;
        findings
            .report(at, format!("GitHub reads no `{key}` in {}", kind(value)))
            .label("another kind")
            .help(format!("write it as in `{}`", known.example));
    } else if known.is_none_or(|known| known.key != "steps") && has_null(value) {
        findings
            .report(at, "`inf` and `nan` are no numbers in a workflow")
            .label("not a number")
            .help("write a number, or leave the key out");
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "`inf` or `nan`",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "this text",
        Value::Array(_) => "this list",
        Value::Object(_) => "this table",
    }
}

/// Whether a number is in `value` that JSON has none for.
fn has_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.iter().any(has_null),
        Value::Object(table) => table.values().any(has_null),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}
