//! A job has the ID of another job.
//!
//! ## Why
//! tvgen generates jobs such as `build` and `notify` and, for environments, jobs whose IDs start with `deploy_` and
//! `delete_`. GitHub treats two jobs with the same ID as one. Required status checks refer to a job by its ID.
//!
//! ## Fails
//! ```toml
//! [hooks.jobs.build]
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/build" }]
//! ```
//!
//! ```toml
//! [hooks.jobs.deploy_docs]
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/deploy-docs" }]
//! ```
//!
//! ```toml
//! [hooks.jobs.docs]
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/docs" }]
//!
//! [hooks.jobs.Docs]
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/docs" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [hooks.jobs.build_docs]
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/docs" }]
//! ```

use crate::{
    plan::workflows::GENERATED_JOB_IDS, rules::prelude::*, spec::jobs::GENERATED_PREFIXES,
};

pub const RULE: Rule = Rule::error("TV1405", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let mut earlier: Vec<&str> = Vec::new();
    for (name, _) in spec.custom_jobs() {
        let lower = name.to_lowercase();
        let is_generated = GENERATED_JOB_IDS.contains(&lower.as_str());
        let is_reserved = GENERATED_PREFIXES
            .iter()
            .any(|prefix| lower.starts_with(prefix));
        let first = earlier
            .iter()
            .find(|first| first.eq_ignore_ascii_case(name));
        let message = match first {
            _ if is_generated => format!("tvgen already generates a job `{lower}`"),
            _ if is_reserved => {
                format!("`{name}` has a prefix that is reserved for the jobs of environments")
            }
            Some(first) => format!("`{name}` and `{first}` differ only in case"),
            None => {
                earlier.push(name);
                continue;
            }
        };
        findings
            .report_key(place!("hooks", "jobs", name), message)
            .label("already taken")
            .help(format!(
                "write `[hooks.jobs.own_{lower}]`, or choose another name"
            ));
    }
}
