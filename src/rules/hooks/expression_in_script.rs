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
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! uses = "actions/github-script"
//! with = { script = "console.log('${{ github.head_ref }}')" }
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
    source::Place,
    spec::{Spec, hooks::written::Written},
};

/// Looks at `run` of all steps of hooks, and at the script of `actions/github-script`.
pub const RULE: Rule = Rule {
    code: "TV1410",
    severity: Severity::Error,
    check: Check::Spec(check),
};

/// The action whose input `script` is a script.
const SCRIPT_ACTION: &str = "actions/github-script";

fn check(spec: &Spec, findings: &mut Findings) {
    for step in spec.written_steps() {
        for (at, script) in scripts(&step) {
            let Some((_, after)) = script.split_once("${{") else {
                continue;
            };
            let inside = after.split("}}").next().unwrap_or(after).trim();
            let inside = inside.lines().next().unwrap_or_default();
            let name = variable(inside);
            let is_shell = step.text("uses").is_none();
            let read = if is_shell {
                format!("\"${name}\"")
            } else {
                format!("process.env.{name}")
            };
            findings
                .report(&RULE, at, format!("the script has `${{{{ {inside} }}}}` in its text"))
                .label("an expression")
                .help(format!(
                    "add `env = {{ {name} = \"${{{{ {inside} }}}}\" }}`, and write `{read}` in the script"
                ));
        }
    }
}

/// The scripts of `step`, with their places.
fn scripts<'a>(step: &Written<'a>) -> Vec<(Place, &'a str)> {
    let run = step.text("run").map(|run| (step.at.key("run"), run));
    let uses = step.text("uses").unwrap_or_default();
    let action = uses.split('@').next().unwrap_or_default();
    let inputs = step.table("with").iter();
    let input = inputs
        .filter(|(name, _)| action.eq_ignore_ascii_case(SCRIPT_ACTION) && *name == "script")
        .filter_map(|(name, text)| Some((step.at.key("with").key(*name), (*text)?)));
    run.into_iter().chain(input).collect()
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
