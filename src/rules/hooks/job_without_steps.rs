//! A job has neither steps nor a workflow to call, or it has both.
//!
//! ## Why
//! A job either has `steps`, or calls a workflow with `uses`. GitHub rejects a workflow in which a job has neither or
//! both. Without `runs-on` a job uses the runner of the generated jobs.
//!
//! ## Fails
//! ```toml
//! [hooks.jobs.swagger]
//! runs-on = "ubuntu-24.04"
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! runs-on = "ubuntu-24.04"
//! steps = []
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! uses = "./.github/workflows/swagger.yml"
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/swagger" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [hooks.jobs.swagger]
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/swagger" }]
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! steps = [{ run = "bin/swagger" }]
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! uses = "./.github/workflows/swagger.yml"
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV1415", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, job) in spec.custom_jobs() {
        let place = place!("hooks", "jobs", name);
        let is_empty = job.steps().is_some_and(<[_]>::is_empty);
        let has = |key: &str| job.value(key).is_some();
        let (message, label, help) = match (has("steps"), has("uses")) {
            (true, true) => (
                format!("`{name}` has steps and calls a workflow"),
                "both `uses` and `steps`",
                "remove `uses` or `steps`".to_owned(),
            ),
            (true, false) if is_empty => (
                format!("`{name}` has nothing to run"),
                "no steps",
                "write `steps = [{ run = \"bin/prepare\" }]`".to_owned(),
            ),
            (false, false) => (
                format!("`{name}` has nothing to run"),
                "no steps",
                "add `steps = [{ run = \"bin/prepare\" }]`".to_owned(),
            ),
            (true | false, _) => continue,
        };
        findings.report_key(place, message).label(label).help(help);
    }
}
