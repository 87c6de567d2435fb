//! Two environments have the same job ID.
//!
//! ## Why
//! An environment's job ID is `deploy_` and its name, with `_` for each `-`. `pre-prod` and `pre_prod` would be one
//! job: GitHub rejects the workflow, or deploys one of the two.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.pre-prod]
//! on = "push"
//!
//! [environments.pre_prod]
//! on = "push"
//! name = "pre-prod-2"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.pre-prod]
//! on = "push"
//!
//! [environments.pre-prod-2]
//! on = "push"
//! ```

use std::collections::HashMap;

use crate::{rules::prelude::*, spec::jobs::deploy_job_id};

pub const RULE: Rule = Rule::error("TV1120", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let mut jobs = HashMap::new();
    for name in spec.environments.keys() {
        let job = deploy_job_id(name);
        if let Some(first) = jobs.get(&job) {
            findings
                .report_key(
                    place!("environments", name),
                    format!("`{name}` and `{first}` have the same job ID `{job}`"),
                )
                .label("same job ID")
                .help(format!(
                    "rename it, as in `[environments.{}-2]`",
                    name.replace('_', "-")
                ));
        } else {
            jobs.insert(job, name);
        }
    }
}
