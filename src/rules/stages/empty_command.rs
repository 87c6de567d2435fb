//! A command is empty.
//!
//! ## Why
//! Commands are joined with `&&`, and a shell stops at one that is not there. An empty list of the runtime stage's
//! commands would make an image that starts nothing.
//!
//! ## Fails
//! ```toml
//! [stages.docs]
//! run = ["bundle exec rake docs", ""]
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```
//!
//! ```toml
//! [stages.production]
//! command = []
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.docs]
//! run = ["bundle exec rake docs"]
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```

use crate::{
    lang::shell::{Command, command::Fault},
    rules::prelude::*,
    spec::stages::Kind,
};

pub const RULE: Rule = Rule::error("TV0316", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for Placed { value: command, at } in spec.commands() {
        // Of the assets' command, precompile-without-command speaks.
        if at != at!("assets", "command") && Command::parse(command) == Err(Fault::Empty) {
            findings
                .report(at.clone(), format!("`{at}` is empty"))
                .label("nothing to run")
                .help("write a command, or take this out");
        }
    }
    for name in spec.written_stages(Kind::Runtime) {
        if spec
            .stages
            .get(name)
            .and_then(|stage| stage.command.as_ref())
            .is_some_and(Vec::is_empty)
        {
            findings
                .report(at!("stages", name, "command"), format!("`{name}` starts nothing"))
                .label("no command")
                .help("write `command = [\"bundle exec rails server -b 0.0.0.0\"]`, or take out `command`");
        }
    }
}
