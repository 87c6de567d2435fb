//! A key of a step is blank.
//!
//! ## Why
//! A step without a name is shown by what it runs; one with a blank name is not shown at all. A blank script does nothing,
//! a blank directory is none, and a list of no environments keeps the step out of every job.
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
    for step in spec.written_steps() {
        for key in ["name", "run", "uses", "working-directory"] {
            if step.text(key).is_some_and(|text| text.trim().is_empty()) {
                findings
                    .report(step.at.key(key), format!("`{key}` says nothing"))
                    .label("blank")
                    .help(format!("write something, or take `{key}` out"));
            }
        }
    }
    for (at, step) in spec.point_steps() {
        let builds = step
            .at
            .as_deref()
            .is_some_and(|point| BUILD_POINTS.contains(&point));
        if !builds && step.environments.as_ref().is_some_and(Vec::is_empty) {
            findings
                .report(at.key("environments"), "the step is in no job")
                .label("an empty list")
                .help("take `environments` out for all of them, or name some");
        }
    }
}
