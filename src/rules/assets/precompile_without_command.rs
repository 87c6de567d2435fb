//! Assets are to be compiled by no command.
//!
//! ## Why
//! An image without its assets builds and starts, and shows pages without style. Where there is nothing to compile,
//! `precompile = false` says so; without `command`, Rails' own compiles them.
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
    lang::shell::{Command, command::Fault},
    rules::prelude::*,
    spec::assets::DEFAULT_COMMAND,
};

pub const RULE: Rule = Rule::error("TV0603", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let command = spec.assets.command.as_deref();
    if command.is_some_and(|command| Command::parse(command) == Err(Fault::Empty)) {
        findings
            .report(
                at!("assets", "command"),
                "assets are compiled by no command: `assets.command` is empty",
            )
            .label("nothing to run")
            .help(format!(
                "write `command = \"{DEFAULT_COMMAND}\"`, or `precompile = false` instead"
            ));
    }
}
