//! A command is empty.
//!
//! ## Why
//! Commands are joined with `&&`, and a shell rejects a missing command. A runtime stage with an empty list of commands
//! would produce an image that starts nothing.
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
    lang::shell::{Command, command::CommandError},
    rules::prelude::*,
    spec::stages::StageKind,
};

pub const RULE: Rule = Rule::error("TV0316", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for Placed {
        value: command,
        place,
    } in spec.commands()
    {
        // `precompile-without-command` reports an empty command of the assets.
        if place != place!("assets", "command")
            && Command::parse(command) == Err(CommandError::Empty)
        {
            findings
                .report(place.clone(), format!("`{place}` is empty"))
                .label("nothing to run")
                .help("write a command, or remove this one");
        }
    }
    for name in spec.written_stages(StageKind::Runtime) {
        if spec
            .stages
            .get(name)
            .and_then(|stage| stage.command.as_ref())
            .is_some_and(Vec::is_empty)
        {
            findings
                .report(place!("stages", name, "command"), format!("`{name}` starts nothing"))
                .label("no command")
                .help("write `command = [\"bundle exec rails server -b 0.0.0.0\"]`, or remove `command`");
        }
    }
}
