//! A job has a key that GitHub does not know.
//!
//! ## Why
//! GitHub refuses a workflow with a key that it does not know, or that does not go with the others: a job that is another
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
    spec::hooks::shape::{CALL, JOB, Known, STEP},
};

pub const RULE: Rule = Rule::error("TV1414", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, job) in spec.own_jobs() {
        let at = at!("hooks", "jobs", name);
        let calls = job.value("uses").is_some() && job.value("steps").is_none();
        let shape = if calls { CALL } else { JOB };
        // Both `uses` and `steps` are the business of `job-without-steps`.
        let keys = job.rest.keys().filter(|key| *key != "uses" || calls);
        for key in keys {
            key_at(&at, key, shape, "a job", findings);
        }
        for (at, step) in at.key("steps").items(job.steps().unwrap_or_default()) {
            for key in step.as_object().into_iter().flat_map(|step| step.keys()) {
                key_at(&at, key, STEP, "a step", findings);
            }
        }
    }
}

/// Looks at `key` of the table at `at`, which has the keys `shape`.
fn key_at(at: &Place, key: &str, shape: &[Known], what: &str, findings: &mut Findings) {
    if shape.iter().all(|known| known.key != key) {
        findings
            .report_key(
                at.key(key),
                format!("{what} of this kind has no key `{key}`"),
            )
            .label("unknown key")
            .help(one_of(key, shape.iter().map(|known| known.key)));
    }
}
