//! The label of a runner is malformed.
//!
//! ## Why
//! GitHub does not reject a job whose label no runner has: the job waits for a day and is then cancelled. A label
//! consists of letters, digits, `.`, `_` and `-`.
//!
//! ## Fails
//! ```toml
//! [workflow]
//! runs_on = "Ubuntu 24.04"
//! ```
//!
//! ```toml
//! [workflow]
//! runs_on = "${{ vars.RUNNER }}"
//! ```
//!
//! ## Passes
//! ```toml
//! [workflow]
//! runs_on = "ubuntu-24.04"
//! ```

use crate::{rules::prelude::*, spec::workflow::DEFAULT_RUNNER};

pub const RULE: Rule = Rule::error("TV1703", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(runner) = &spec.workflow.runs_on else {
        return;
    };
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    if !runner.is_empty() && runner.chars().all(is_allowed) {
        return;
    }
    let words: Vec<&str> = runner
        .split(|c| !is_allowed(c))
        .filter(|word| !word.is_empty())
        .collect();
    let near = if words.is_empty() || runner.contains("${{") {
        DEFAULT_RUNNER.to_owned()
    } else {
        words.join("-").to_lowercase()
    };
    findings
        .report(
            place!("workflow", "runs_on"),
            format!("`{runner}` is not a valid runner label"),
        )
        .label("invalid label")
        .help(format!("write `runs_on = \"{near}\"`"));
}
