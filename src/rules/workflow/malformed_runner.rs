//! A runner's label is not one.
//!
//! ## Why
//! A job whose label no runner has is not refused: it waits for a day and is then cancelled. Labels are letters,
//! digits, `.`, `_` and `-`.
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
    let inside = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    if !runner.is_empty() && runner.chars().all(inside) {
        return;
    }
    let words: Vec<&str> = runner
        .split(|c| !inside(c))
        .filter(|word| !word.is_empty())
        .collect();
    let near = if words.is_empty() || runner.contains("${{") {
        DEFAULT_RUNNER.to_owned()
    } else {
        words.join("-").to_lowercase()
    };
    findings
        .report(
            at!("workflow", "runs_on"),
            format!("no runner has the label `{runner}`"),
        )
        .label("not a label")
        .help(format!("write `runs_on = \"{near}\"`"));
}
