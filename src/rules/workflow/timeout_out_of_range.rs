//! A timeout is out of range.
//!
//! ## Why
//! GitHub ends every job on its own runners after 360 minutes, so a longer timeout has no effect. A job with a timeout
//! of 0 minutes never completes.
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
    let place = place!("workflow", "timeout_minutes");
    let job = spec
        .workflow
        .timeout_minutes
        .map(|minutes| ("job", "timeout_minutes", place, minutes));
    let steps = spec.point_steps().filter_map(|(place, step)| {
        let place = place.key("timeout-minutes");
        Some(("step", "timeout-minutes", place, step.timeout_minutes?))
    });
    let (least, most) = (*MINUTES.start(), *MINUTES.end());
    for (what, key, place, minutes) in job.into_iter().chain(steps) {
        let near = minutes.clamp(least, most);
        if near != minutes {
            findings
                .report(
                    place,
                    format!("`{minutes}` minutes is not a valid timeout for a {what}"),
                )
                .label(format!("must be from {least} to {most}"))
                .help(format!("write `{key} = {near}`"));
        }
    }
}
