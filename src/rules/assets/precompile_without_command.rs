//! The assets command is empty.
//!
//! ## Why
//! An image without assets builds and starts, but its pages have no styles. If there is nothing to compile, write
//! `precompile = false`; if `command` is not set, Rails' default command runs.
//!
//! ## Fails
//! ```toml
//! [assets]
//! precompile = true
//! command = ""
//! ```
//!
//! ## Passes
//! ```toml
//! [assets]
//! command = "bin/vite build"
//! ```
//!
//! ```toml
//! [assets]
//! precompile = false
//! ```

use crate::{
    lang::shell::{Command, command::CommandError},
    rules::prelude::*,
    spec::assets::DEFAULT_COMMAND,
};

pub const RULE: Rule = Rule::error("TV0603", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let command = spec.assets.command.as_deref();
    if command.is_some_and(|command| Command::parse(command) == Err(CommandError::Empty)) {
        findings
            .report(
                place!("assets", "command"),
                "`assets.command` is empty, so no assets are compiled",
            )
            .label("empty command")
            .help(format!(
                "write `command = \"{DEFAULT_COMMAND}\"`, or `precompile = false` instead"
            ));
    }
}
