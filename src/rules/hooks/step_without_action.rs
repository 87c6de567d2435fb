//! A step does nothing, or two things.
//!
//! ## Why
//! A step runs a script or uses an action. GitHub refuses a workflow in which a step does neither, or both.
//!
//! ## Fails
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! name = "Prepare"
//! ```
//!
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! uses = "actions/cache"
//! run = "bin/prepare"
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! runs-on = "ubuntu-24.04"
//! steps = [{ name = "Make the documentation" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! name = "Prepare"
//! run = "bin/prepare"
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV1407", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for step in spec.written_steps() {
        match (step.says("uses"), step.says("run")) {
            (false, false) => {
                let message = match step.text("name") {
                    Some(name) => format!("the step `{name}` does nothing"),
                    None => "a step does nothing".to_owned(),
                };
                findings
                    .report(step.at, message)
                    .label("neither `uses` nor `run`")
                    .help("add `run = \"bin/prepare\"` or `uses = \"actions/cache\"`");
            }
            (true, true) => {
                let uses = step.text("uses").unwrap_or_default();
                findings
                    .report_key(
                        step.at.key("run"),
                        format!("the step already uses `{uses}`"),
                    )
                    .label("both `uses` and `run`")
                    .help("take `run` out, and write it as a step of its own");
            }
            (true, false) | (false, true) => {}
        }
    }
}
