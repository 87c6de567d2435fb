//! A script contains an expression.
//!
//! ## Why
//! GitHub inserts the value into the script before a shell parses it. A pull request title or a branch name can then
//! contain any command, and it runs with the job's secrets. A shell treats an environment variable as data, whatever it
//! contains.
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

use crate::{lang::expr::embedded, rules::prelude::*, spec::hooks::steps::HookStep};

pub const RULE: Rule = Rule::error("TV1410", Check::Spec(check));

/// The inputs that actions run as a script: `actions/github-script`, `azure/cli`, `azure/powershell`, actions that run a
/// command over SSH.
const SCRIPTS: &[&str] = &["script", "inlinescript"];
/// The inputs that an image runs as a command.
const COMMANDS: &[&str] = &["args", "entrypoint"];

fn check(spec: &Spec, findings: &mut Findings) {
    for step in spec.hook_steps() {
        for (place, script) in scripts(&step) {
            let Some((expression, _)) = embedded::find_first(script) else {
                continue;
            };
            let expression = expression.trim().lines().next().unwrap_or_default();
            let name = variable_name(expression);
            let uses = step.text("uses").unwrap_or_default().to_lowercase();
            let reference = if uses.starts_with("actions/github-script") {
                format!("process.env.{name}")
            } else {
                format!("\"${name}\"")
            };
            findings
                .report(place, format!("the script contains `${{{{ {expression} }}}}`"))
                .label("expression")
                .help(format!(
                    "add `env = {{ {name} = \"${{{{ {expression} }}}}\" }}`, and write `{reference}` in the script"
                ));
        }
    }
}

/// The scripts of `step`, with their places.
fn scripts<'a>(step: &HookStep<'a>) -> Vec<(Place, &'a str)> {
    let run = step.text("run").map(|run| (step.place.key("run"), run));
    let uses = step.text("uses").unwrap_or_default();
    let is_image = uses.starts_with("docker://");
    let inputs = step.table("with").iter();
    let inputs = inputs
        .filter(move |(name, _)| {
            let name = name.to_lowercase();
            SCRIPTS.contains(&name.as_str()) || is_image && COMMANDS.contains(&name.as_str())
        })
        .filter_map(|(name, text)| Some((step.place.key("with").key(*name), (*text)?)));
    run.into_iter().chain(inputs).collect()
}

/// A name for the variable that holds the value of `expression`.
fn variable_name(expression: &str) -> String {
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
