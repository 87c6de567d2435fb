//! A key does not apply to its step.
//!
//! ## Why
//! `with` passes inputs to an action, `shell` and `working-directory` apply to a script, and `environments` selects
//! deployments. GitHub rejects the first three in any other kind of step; `environments` would have no effect there.
//!
//! ## Fails
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! run = "bin/prepare"
//! with = { path = "tmp" }
//! ```
//!
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! uses = "actions/cache"
//! shell = "bash"
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//!
//! [[hooks.steps]]
//! at = "build.end"
//! environments = ["staging"]
//! run = "bin/tell"
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! runs-on = "ubuntu-24.04"
//! steps = [{ uses = "actions/cache", working-directory = "docs" }]
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
//! environments = ["staging"]
//! run = "bin/tell"
//! shell = "bash"
//! working-directory = "docs"
//! ```

use crate::{rules::prelude::*, spec::hooks::BUILD_POINTS};

pub const RULE: Rule = Rule::error("TV1408", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for step in spec.hook_steps() {
        let (misplaced, only) = match (step.has_key("uses"), step.has_key("run")) {
            (false, true) => (["with"].as_slice(), "uses"),
            (true, false) => (["shell", "working-directory"].as_slice(), "run"),
            (true, true) | (false, false) => continue,
        };
        for key in misplaced.iter().filter(|key| step.has_key(key)) {
            findings
                .report_key(
                    step.place.key(*key),
                    format!("`{key}` only applies to a step with `{only}`"),
                )
                .label("does not apply")
                .help(format!("remove `{key}`"));
        }
    }
    for (place, step) in spec.point_steps() {
        let point = step.at.as_deref().unwrap_or_default();
        if step.environments.is_some() && BUILD_POINTS.contains(&point) {
            findings
                .report_key(
                    place.key("environments"),
                    format!("`{point}` does not belong to an environment"),
                )
                .label("does not apply")
                .help("remove `environments`, or write `at = \"deploy.start\"`");
        }
    }
}
