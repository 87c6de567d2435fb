//! A step stands in a deployment, and nothing is deployed.
//!
//! ## Why
//! The points `deploy.…` are in the jobs that deploy to environments. Without `[deploy]` and an environment there is no such
//! job, and the step would be in none.
//!
//! ## Fails
//! ```toml
//! [[hooks.steps]]
//! at = "deploy.end"
//! run = "bin/tell"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//!
//! [[hooks.steps]]
//! at = "deploy.end"
//! run = "bin/tell"
//! ```

use crate::{rules::prelude::*, spec::hooks::DEPLOY_POINTS};

pub const RULE: Rule = Rule::error("TV1402", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    if !spec.environments.is_empty() {
        return;
    }
    for (at, step) in spec.point_steps() {
        if let Some(point) = &step.at
            && DEPLOY_POINTS.contains(&point.as_str())
        {
            findings
                .report(
                    at.key("at"),
                    format!("no job deploys, so that none has a point `{point}`"),
                )
                .label("no deployment")
                .help("take the step out, or add `[deploy]` and `[environments.staging]`");
        }
    }
}
