//! The last command starts more than one program.
//!
//! ## Why
//! The last command replaces the shell (`exec`), so that the service itself receives the signal to stop. Several
//! programs cannot replace the shell: it would keep running and not pass on the signal, and the service would be killed
//! in the middle of requests.
//!
//! ## Fails
//! ```toml
//! [stages.production]
//! command = ["bundle exec rails db:migrate && bundle exec rails server"]
//! ```
//!
//! ```toml
//! [stages.production]
//! command = ["bundle exec rails server | tee log"]
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.production]
//! command = ["bundle exec rails db:migrate", "bundle exec rails server"]
//! ```

use crate::{lang::shell::Command, rules::prelude::*, spec::stages::StageKind};

pub const RULE: Rule = Rule::error("TV0319", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for name in spec.written_stages(StageKind::Runtime) {
        let commands = spec
            .stages
            .get(name)
            .and_then(|stage| stage.command.as_deref());
        let Some((last, before)) = commands.and_then(<[String]>::split_last) else {
            continue;
        };
        if Command::parse(last).is_ok_and(|command| !command.is_simple()) {
            findings
                .report(
                    place!("stages", name, "command").item(before.len()),
                    format!("`{last}` starts more than one program"),
                )
                .label("cannot replace the shell")
                .help(suggestion(last));
        }
    }
}

/// The help for the command `last`.
fn suggestion(last: &str) -> String {
    let parts: Vec<&str> = last.split("&&").map(str::trim).collect();
    let is_simple = |part: &&str| Command::parse(part).is_ok_and(|command| command.is_simple());
    if parts.iter().all(is_simple) {
        let items: Vec<String> = parts.iter().map(|part| format!("{part:?}")).collect();
        format!(
            "write each command as a separate item: `{}`",
            items.join(", ")
        )
    } else {
        "write each command as a separate item, or run a script that ends with `exec PROGRAM`"
            .to_owned()
    }
}
