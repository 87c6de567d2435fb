//! A step runs nothing, or both a script and an action.
//!
//! ## Why
//! A step either runs a script with `run`, or an action with `uses`. GitHub rejects a workflow in which a step has
//! neither or both.
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
    for step in spec.hook_steps() {
        match (step.has_key("uses"), step.has_key("run")) {
            (false, false) => {
                let message = match step.text("name") {
                    Some(name) => format!("the step `{name}` runs nothing"),
                    None => "a step runs nothing".to_owned(),
                };
                findings
                    .report(step.place, message)
                    .label("neither `uses` nor `run`")
                    .help("add `run` or `uses`, as in `run = \"bin/prepare\"`");
            }
            (true, true) => {
                let uses = step.text("uses").unwrap_or_default();
                findings
                    .report_key(
                        step.place.key("run"),
                        format!("the step runs a script and uses `{uses}`"),
                    )
                    .label("both `uses` and `run`")
                    .help("move `run` to a separate step");
            }
            (true, false) | (false, true) => {}
        }
    }
}
