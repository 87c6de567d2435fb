//! The entrypoint is not a single program with literal arguments.
//!
//! ## Why
//! The entrypoint runs without a shell, so that signals reach the service. Operators, variables and wildcards need a shell.
//!
//! ## Fails
//! ```toml
//! [stages.production]
//! entrypoint = "bin/prepare && exec \"$@\""
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.production]
//! entrypoint = "bin/docker-entrypoint"
//! ```

use crate::{lang::shell::Command, rules::prelude::*};

pub const RULE: Rule = Rule::error("TV0361", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, stage) in &spec.stages {
        let Some(entrypoint) = &stage.entrypoint else {
            continue;
        };
        // `incomplete-command` and `empty-command` report commands that cannot be parsed.
        let Ok(command) = Command::parse(entrypoint) else {
            continue;
        };
        if command.literal_words().is_none() {
            findings
                .report(
                    place!("stages", name, "entrypoint"),
                    format!("`{entrypoint}` needs a shell"),
                )
                .label("not a single program")
                .help("move it to a script in the repository that ends with `exec \"$@\"`, and write the path of the script");
        }
    }
}
