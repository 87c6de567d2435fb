//! A job has the id of another.
//!
//! ## Why
//! tvgen has jobs of its own, such as `build` and `notify`; those of environments begin with `deploy_` and `delete_`. Two jobs
//! of one id are one job to GitHub; it is also the name that checks are required by.
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

use crate::{plan::workflows::OURS, rules::prelude::*, spec::jobs::OUR_PREFIXES};

pub const RULE: Rule = Rule::error("TV1405", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let mut earlier: Vec<&str> = Vec::new();
    for (name, _) in spec.own_jobs() {
        let lower = name.to_lowercase();
        let ours = OURS.contains(&lower.as_str());
        let prefix = OUR_PREFIXES.iter().any(|prefix| lower.starts_with(prefix));
        let first = earlier
            .iter()
            .find(|first| first.eq_ignore_ascii_case(name));
        let message = match first {
            _ if ours => format!("tvgen has a job `{lower}` of its own"),
            _ if prefix => format!("`{name}` is named like the jobs of environments"),
            Some(first) => format!("`{name}` differs from `{first}` in nothing but its case"),
            None => {
                earlier.push(name);
                continue;
            }
        };
        findings
            .report_key(at!("hooks", "jobs", name), message)
            .label("already taken")
            .help(format!(
                "write `[hooks.jobs.own_{lower}]`, or any other name"
            ));
    }
}
