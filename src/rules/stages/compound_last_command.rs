//! The command that starts the service is more than one program.
//!
//! ## Why
//! The last command replaces the shell (`exec`), so that the service itself is told to stop. The shell cannot be
//! replaced by several programs: it would stay, keep the signal to itself, and the service be killed amid its
//! requests.
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

use crate::{lang::shell::Command, rules::prelude::*, spec::stages::Kind};

pub const RULE: Rule = Rule::error("TV0319", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for name in spec.written_stages(Kind::Runtime) {
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
                    at!("stages", name, "command").item(before.len()),
                    format!("`{last}` is more than one program"),
                )
                .label("cannot replace the shell")
                .help(remedy(last));
        }
    }
}

/// What to write instead of `last`.
fn remedy(last: &str) -> String {
    let parts: Vec<&str> = last.split("&&").map(str::trim).collect();
    let simple = |part: &&str| Command::parse(part).is_ok_and(|command| command.is_simple());
    if parts.iter().all(simple) {
        let items: Vec<String> = parts.iter().map(|part| format!("{part:?}")).collect();
        format!(
            "put each command in an item of its own: `{}`",
            items.join(", ")
        )
    } else {
        "put each command in an item of its own, or all into a script that ends in `exec`"
            .to_owned()
    }
}
