//! A job's time limit is one that GitHub does not keep.
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
//! ## Passes
//! ```toml
//! [workflow]
//! timeout_minutes = 45
//! ```

use crate::{
    at,
    finding::Severity,
    rules::{Check, Findings, Rule},
    spec::Spec,
};

/// Looks at `workflow.timeout_minutes`.
pub const RULE: Rule = Rule {
    code: "TV1702",
    severity: Severity::Error,
    check: Check::Spec(check),
};

/// The least and the most minutes that a job can take.
const RANGE: (i64, i64) = (1, 360);

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(minutes) = spec
        .workflow
        .as_ref()
        .and_then(|workflow| workflow.timeout_minutes)
    else {
        return;
    };
    let (least, most) = RANGE;
    let near = minutes.clamp(least, most);
    if near != minutes {
        findings
            .report(
                &RULE,
                at!("workflow", "timeout_minutes"),
                format!("a job cannot take `{minutes}` minutes"),
            )
            .label(format!("not {least} to {most}"))
            .help(format!("write `timeout_minutes = {near}`"));
    }
}
