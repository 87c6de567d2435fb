//! A job or one of its steps has an unknown key.
//!
//! ## Why
//! GitHub rejects a workflow with an unknown key, or with a key that does not fit the kind of job: a job that calls a
//! workflow has neither steps nor a runner.
//!
//! ## Fails
//! ```toml
//! [hooks.jobs.swagger]
//! run-on = "ubuntu-24.04"
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/swagger" }]
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/swagger", environment = "test" }]
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! uses = "./.github/workflows/swagger.yml"
//! env = { RAILS_ENV = "test" }
//! ```
//!
//! ## Passes
//! ```toml
//! [hooks.jobs.swagger]
//! timeout-minutes = 10
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/swagger", env = { RAILS_ENV = "test" } }]
//! ```

use crate::{
    rules::prelude::*,
    spec::hooks::shape::{CALL, JOB, STEP, WorkflowKey},
};

pub const RULE: Rule = Rule::error("TV1414", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, job) in spec.custom_jobs() {
        let place = place!("hooks", "jobs", name);
        let calls = job.value("uses").is_some() && job.value("steps").is_none();
        let (shape, kind) = if calls {
            (CALL, "a job that calls a workflow")
        } else {
            (JOB, "a job with steps")
        };
        // `job-without-steps` reports a job with both `uses` and `steps`.
        let keys = job.rest.keys().filter(|key| *key != "uses" || calls);
        for key in keys {
            check_key(&place, key, shape, kind, findings);
        }
        for (place, step) in place.key("steps").items(job.steps().unwrap_or_default()) {
            for key in step.as_object().into_iter().flat_map(|step| step.keys()) {
                check_key(&place, key, STEP, "a step", findings);
            }
        }
    }
}

/// Reports `key` of the table at `place` if `shape` does not contain it. `kind` describes the table in the message.
fn check_key(place: &Place, key: &str, shape: &[WorkflowKey], kind: &str, findings: &mut Findings) {
    if shape.iter().all(|known| known.key != key) {
        findings
            .report_key(place.key(key), format!("{kind} has no key `{key}`"))
            .label("unknown key")
            .help(suggest(key, shape.iter().map(|known| known.key)));
    }
}
