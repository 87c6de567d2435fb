//! A time limit is one that GitHub does not keep.
//!
//! ## Why
//! GitHub ends every job on its own runners after 360 minutes, so a longer limit says what is not so; a job that may
//! take no time at all never gets done.
//!
//! ## Fails
//! ```toml
//! [workflow]
//! timeout_minutes = 600
//! ```
//!
//! ```toml
//! [workflow]
//! timeout_minutes = 0
//! ```
//!
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! run = "bin/prepare"
//! timeout-minutes = 0
//! ```
//!
//! ## Passes
//! ```toml
//! [workflow]
//! timeout_minutes = 45
//! ```

use crate::{rules::prelude::*, spec::workflow::MINUTES};

pub const RULE: Rule = Rule::error("TV1702", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let at = at!("workflow", "timeout_minutes");
    let job = spec
        .workflow
        .timeout_minutes
        .map(|minutes| ("job", "timeout_minutes", at, minutes));
    let steps = spec.point_steps().filter_map(|(at, step)| {
        let at = at.key("timeout-minutes");
        Some(("step", "timeout-minutes", at, step.timeout_minutes?))
    });
    let (least, most) = (*MINUTES.start(), *MINUTES.end());
    for (what, key, at, minutes) in job.into_iter().chain(steps) {
        let near = minutes.clamp(least, most);
        if near != minutes {
            findings
                .report(at, format!("a {what} cannot take `{minutes}` minutes"))
                .label(format!("not {least} to {most}"))
                .help(format!("write `{key} = {near}`"));
        }
    }
}
