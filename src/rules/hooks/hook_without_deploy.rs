//! A step runs in deployments, but nothing is deployed.
//!
//! ## Why
//! The `deploy.…` points are in the jobs that deploy to environments. Without `[deploy]` and an environment there are
//! no such jobs, and the step never runs.
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
    for (place, step) in spec.point_steps() {
        if let Some(point) = &step.at
            && DEPLOY_POINTS.contains(&point.as_str())
        {
            findings
                .report(
                    place.key("at"),
                    format!("no job has the point `{point}`, because nothing is deployed"),
                )
                .label("no deployment")
                .help("remove the step, or add `[deploy]` and `[environments.staging]`");
        }
    }
}
