//! A job does nothing.
//!
//! ## Why
//! A job has steps, or it is a workflow of another file. GitHub refuses a workflow in which a job is neither, or both.
//! Without `runs-on` it has the runner of the generated jobs.
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
    for (name, job) in spec.own_jobs() {
        let at = at!("hooks", "jobs", name);
        let is_empty = job.steps().is_some_and(<[_]>::is_empty);
        let says = |key: &str| job.value(key).is_some();
        let (message, label, help) = match (says("steps"), says("uses")) {
            (true, true) => (
                format!("`{name}` has steps, and is another workflow"),
                "both `uses` and `steps`",
                "take `uses` out, or `steps`".to_owned(),
            ),
            (true, false) if is_empty => (
                format!("`{name}` does nothing"),
                "no steps",
                "write `steps = [{ run = \"bin/prepare\" }]`".to_owned(),
            ),
            (false, false) => (
                format!("`{name}` does nothing"),
                "no steps",
                "add `steps = [{ run = \"bin/prepare\" }]`".to_owned(),
            ),
            (true | false, _) => continue,
        };
        findings.report_key(at, message).label(label).help(help);
    }
}
