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
//! ```toml
//! [hooks.jobs.purge]
//! runs-on = "ubuntu-24.04"
//! steps = [{ uses = "azure/cli@0123456789abcdef0123456789abcdef01234567", with = { inlineScript = "az cdn purge ${{ inputs.path }}" } }]
//! ```
//!
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! uses = "docker://alpine@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
//! with = { args = "-c 'echo ${{ github.head_ref }}'", entrypoint = "sh" }
//! ```
//!
//! ## Passes
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! env = { BRANCH = "${{ github.head_ref }}" }
//! run = "echo \"$BRANCH\""
//! ```

use crate::{lang::expr::hole, rules::prelude::*, spec::hooks::written::Written};

pub const RULE: Rule = Rule::error("TV1410", Check::Spec(check));

/// The inputs that actions run as a script: `actions/github-script`, `azure/cli`, `azure/powershell`, actions that run a
/// command over SSH. `args` and `entrypoint` of an image are a command too.
const SCRIPTS: &[&str] = &["script", "inlinescript"];
const COMMANDS: &[&str] = &["args", "entrypoint"];

fn check(spec: &Spec, findings: &mut Findings) {
    for step in spec.written_steps() {
        for (at, script) in scripts(&step) {
            let Some((inside, _)) = hole::first(script) else {
                continue;
            };
            let inside = inside.trim().lines().next().unwrap_or_default();
            let name = variable(inside);
            let uses = step.text("uses").unwrap_or_default().to_lowercase();
            let read = if uses.starts_with("actions/github-script") {
                format!("process.env.{name}")
            } else {
                format!("\"${name}\"")
            };
            findings
                .report(at, format!("the script has `${{{{ {inside} }}}}` in its text"))
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
    let is_image = uses.starts_with("docker://");
    let inputs = step.table("with").iter();
    let input = inputs
        .filter(move |(name, _)| {
            let name = name.to_lowercase();
            SCRIPTS.contains(&name.as_str()) || is_image && COMMANDS.contains(&name.as_str())
        })
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
