//! A key of a step is blank.
//!
//! ## Why
//! For a step without a name GitHub shows its command; for a step with a blank name, nothing. A blank script does
//! nothing, a blank `working-directory` names no folder, and with an empty `environments` the step runs in no job.
//!
//! ## Fails
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! name = " "
//! run = "bin/prepare"
//! ```
//!
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! run = ""
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
//! at = "deploy.end"
//! environments = []
//! run = "bin/tell"
//! ```
//!
//! ## Passes
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! name = "Prepare"
//! run = "bin/prepare"
//! ```

use crate::{rules::prelude::*, spec::hooks::BUILD_POINTS};

pub const RULE: Rule = Rule::error("TV1418", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for step in spec.hook_steps() {
        for key in ["name", "run", "uses", "working-directory"] {
            if step.text(key).is_some_and(|text| text.trim().is_empty()) {
                findings
                    .report(step.place.key(key), format!("the step has a blank `{key}`"))
                    .label("blank")
                    .help(format!("set `{key}`, or remove it"));
            }
        }
    }
    for (place, step) in spec.point_steps() {
        let is_build_step = step
            .at
            .as_deref()
            .is_some_and(|point| BUILD_POINTS.contains(&point));
        if !is_build_step && step.environments.as_ref().is_some_and(Vec::is_empty) {
            findings
                .report(
                    place.key("environments"),
                    "the step runs for no environment",
                )
                .label("empty list")
                .help("remove the key to run the step for every environment, or list some");
        }
    }
}
