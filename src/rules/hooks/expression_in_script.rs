//! A script has an expression in it.
//!
//! ## Why
//! GitHub puts the value into the script's text before a shell reads it. A pull request's title or a branch's name can then
//! be any command, run with the job's secrets. A variable is data, whatever is in it.
//!
//! ## Fails
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! run = "echo ${{ github.head_ref }}"
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "echo ${{ github.head_ref }}" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! env = { BRANCH = "${{ github.head_ref }}" }
//! run = "echo \"$BRANCH\""
//! ```

use crate::{
    finding::Severity,
    rules::{Check, Findings, Rule},
    spec::Spec,
};

/// Looks at `run` of all steps of hooks.
pub const RULE: Rule = Rule {
    code: "TV1410",
    severity: Severity::Error,
    check: Check::Spec(check),
};

fn check(spec: &Spec, findings: &mut Findings) {
    for step in spec.written_steps() {
        let Some((_, after)) = step.text("run").and_then(|run| run.split_once("${{")) else {
            continue;
        };
        let inside = after.split("}}").next().unwrap_or(after).trim();
        let inside = inside.lines().next().unwrap_or_default();
        let name = variable(inside);
        findings
            .report(&RULE, step.at.key("run"), format!("the script has `${{{{ {inside} }}}}` in its text"))
            .label("an expression")
            .help(format!(
                "add `env = {{ {name} = \"${{{{ {inside} }}}}\" }}`, and write `\"${name}\"` in the script"
            ));
    }
}

/// A variable's name for the value of `expression`.
fn variable(expression: &str) -> String {
    let last = expression.rsplit('.').next().unwrap_or(expression);
    let letters: String = last
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_uppercase()
            } else {
                '_'
            }
        })
        .collect();
    let name = letters
        .trim_matches('_')
        .trim_start_matches(|c: char| c.is_ascii_digit());
    if name.is_empty() || name.len() > 30 {
        "VALUE".to_owned()
    } else {
        name.trim_start_matches('_').to_owned()
    }
}
