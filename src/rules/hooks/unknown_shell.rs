//! A shell is unknown.
//!
//! ## Why
//! GitHub knows a few shells by name. Any other value is a command, in which GitHub replaces `{0}` with the path of the
//! script; without `{0}` the script would not run, and the runner fails the job.
//!
//! ## Fails
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! run = "bin/prepare"
//! shell = "zsh"
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/swagger", shell = "bahs" }]
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! runs-on = "ubuntu-24.04"
//! defaults = { run = { shell = "${{ inputs.shell }} {0}" } }
//! steps = [{ run = "bin/swagger" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! run = "bin/prepare"
//! shell = "bash"
//!
//! [[hooks.steps]]
//! at = "build.start"
//! run = "puts 1"
//! shell = "ruby {0}"
//! ```

use crate::{rules::prelude::*, spec::hooks::shape::SHELLS};

pub const RULE: Rule = Rule::error("TV1419", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let steps = spec.hook_steps();
    let steps = steps
        .iter()
        .filter_map(|step| Some((step.place.key("shell"), step.text("shell")?)));
    let jobs = spec.custom_jobs().filter_map(|(name, job)| {
        let shell = job.value("defaults")?.get("run")?.get("shell")?.as_str()?;
        Some((
            place!("hooks", "jobs", name, "defaults", "run", "shell"),
            shell,
        ))
    });
    for (place, shell) in steps.chain(jobs) {
        let is_command = shell.contains("{0}") && !shell.contains("${{");
        if SHELLS.contains(&shell) || is_command {
            continue;
        }
        let help = match find_nearest(shell, SHELLS.iter().copied()) {
            Some(near) => did_you_mean(near),
            None => format!(
                "write `shell = \"bash\"`, or a command, as in `shell = \"{} {{0}}\"`",
                program(shell)
            ),
        };
        findings
            .report(
                place,
                format!("`{shell}` is not a shell that GitHub supports"),
            )
            .label("unknown shell")
            .help(help);
    }
}

/// The first word of `shell`, or `ruby` if that word is not a plain program name.
fn program(shell: &str) -> &str {
    let first = shell.split(' ').next().unwrap_or_default();
    let is_plain =
        !first.is_empty() && first.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if is_plain { first } else { "ruby" }
}
