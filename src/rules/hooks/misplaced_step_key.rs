//! A key stands in a step that has no use for it.
//!
//! ## Why
//! `with` is what an action is given, a shell and a directory are what a script runs in, and `environments` chooses among
//! deployments. GitHub refuses a workflow with such a key in another step, and tvgen would have to drop it.
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
    for step in spec.written_steps() {
        let (misplaced, only) = match (step.says("uses"), step.says("run")) {
            (false, true) => (["with"].as_slice(), "uses"),
            (true, false) => (["shell", "working-directory"].as_slice(), "run"),
            (true, true) | (false, false) => continue,
        };
        for key in misplaced.iter().filter(|key| step.says(key)) {
            findings
                .report_key(
                    step.at.key(*key),
                    format!("`{key}` is for a step with `{only}`"),
                )
                .label("no use for it")
                .help(format!("take `{key}` out"));
        }
    }
    for (at, step) in spec.point_steps() {
        let point = step.at.as_deref().unwrap_or_default();
        if step.environments.is_some() && BUILD_POINTS.contains(&point) {
            findings
                .report_key(
                    at.key("environments"),
                    format!("`{point}` is the same for all environments"),
                )
                .label("no use for it")
                .help("take `environments` out, or write `at = \"deploy.start\"`");
        }
    }
}
