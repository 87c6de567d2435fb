//! A value in a job has the wrong type or form.
//!
//! ## Why
//! tvgen copies your own jobs into the workflow as they are. If a value has the wrong type, such as a list instead of a
//! string or a number instead of a boolean, GitHub rejects the whole workflow, with a message that does not refer to
//! the spec.
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
    spec::hooks::shape::{CALL, JOB, STEP, WorkflowKey},
};

pub const RULE: Rule = Rule::error("TV1416", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, job) in spec.custom_jobs() {
        let place = place!("hooks", "jobs", name);
        for (key, free) in &job.rest {
            let known = JOB.iter().chain(CALL).find(|known| known.key == key);
            check_value(place.key(key), &free.0, known, findings);
        }
        for (place, step) in place.key("steps").items(job.steps().unwrap_or_default()) {
            for (key, value) in step.as_object().into_iter().flatten() {
                let known = STEP.iter().find(|known| known.key == key);
                check_value(place.key(key), value, known, findings);
            }
        }
    }
}

/// Checks `value`, which is at `place`, against `known`, the definition of its key. `known` is `None` for unknown keys,
/// which `unknown-job-key` reports. Steps are checked one by one.
fn check_value(place: Place, value: &Value, known: Option<&WorkflowKey>, findings: &mut Findings) {
    if let Some(known) = known
        && !known.types.iter().any(|kind| kind.accepts(value))
    {
        let key = known.key;
        findings
            .report(
                place,
                format!("`{key}` does not accept {}", describe(value)),
            )
            .label("invalid value")
            .help(format!("write it as in `{}`", known.example));
    } else if known.is_none_or(|known| known.key != "steps") && has_null(value) {
        findings
            .report(place, "a workflow cannot contain `inf` or `nan`")
            .label("not a finite number")
            .help("write a number, or remove the key");
    }
}

/// A phrase for `value` in a message.
fn describe(value: &Value) -> &'static str {
    match value {
        Value::Null => "`inf` or `nan`",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "this string",
        Value::Array(_) => "this list",
        Value::Object(_) => "this table",
    }
}

/// Whether `value` contains `inf` or `nan`, which are `null` in JSON.
fn has_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.iter().any(has_null),
        Value::Object(table) => table.values().any(has_null),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}
