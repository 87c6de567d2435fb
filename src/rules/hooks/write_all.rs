//! The job's token has every write permission.
//!
//! ## Why
//! `write-all` lets every step, action and dependency of the job push code, publish packages, approve pull requests and
//! log in to the cloud. A job needs only a few permissions: list exactly those.
//!
//! ## Fails
//! ```toml
//! [hooks.jobs.swagger]
//! runs-on = "ubuntu-24.04"
//! permissions = "write-all"
//! steps = [{ run = "bin/swagger" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [hooks.jobs.swagger]
//! runs-on = "ubuntu-24.04"
//! permissions = { contents = "read", pull-requests = "write" }
//! steps = [{ run = "bin/swagger" }]
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV1423", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, job) in spec.custom_jobs() {
        let permissions = job.value("permissions").and_then(|value| value.as_str());
        if permissions == Some("write-all") {
            findings
                .report(
                    place!("hooks", "jobs", name, "permissions"),
                    format!("the token of `{name}` has every write permission"),
                )
                .label("`write-all`")
                .help("list the permissions that the job needs, as in `permissions = { contents = \"read\" }`");
        }
    }
}
