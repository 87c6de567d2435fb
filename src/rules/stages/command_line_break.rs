//! A command is longer than one line.
//!
//! ## Why
//! A line break ends a `RUN`, a recipe of make and, in some places, a value of YAML: the rest would be read as an
//! instruction of its own. What takes several lines belongs in a script, or in several commands.
//!
//! ## Fails
//! ```toml
//! [stages.docs]
//! run = ["bundle install\nbundle exec rake docs"]
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.docs]
//! run = ["bundle install", "bundle exec rake docs"]
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```

use crate::{
    lang::{
        line::breaks,
        shell::{Command, command::Fault},
    },
    rules::prelude::*,
    spec::read::break_name,
};

pub const RULE: Rule = Rule::error("TV0317", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for Placed { value: command, at } in spec.commands() {
        if Command::parse(command) != Err(Fault::Break) {
            continue;
        }
        let Some(c) = command.chars().find(|c| breaks(*c)) else {
            continue;
        };
        findings
            .report(
                at.clone(),
                format!("`{}` has {} in it", command.escape_debug(), break_name(c)),
            )
            .label("not one line")
            .help(remedy(
                command,
                at.keys().last().is_some_and(|key| key.name().is_none()),
            ));
    }
}

/// What to write instead of `command`, which is an item of a list or stands alone.
fn remedy(command: &str, item: bool) -> String {
    // A shell reads a line that ends in a backslash, and the next, as one.
    let joined = command.replace("\\\r\n", " ").replace("\\\n", " ");
    let lines: Vec<String> = joined
        .lines()
        .map(one_line)
        .filter(|line| !line.is_empty())
        .collect();
    let complete = lines.iter().all(|line| Command::parse(line).is_ok());
    match lines.as_slice() {
        [line] if complete => format!("write `{line:?}`"),
        [_, ..] if complete && item => {
            format!("write each as an item of its own: `{}`", items(&lines))
        }
        [_, ..] if complete => format!("write `{:?}`", lines.join(" && ")),
        _ => "put it into a script of the repository, and run that".to_owned(),
    }
}

/// The words of `line`, without control characters.
fn one_line(line: &str) -> String {
    line.split(breaks)
        .flat_map(str::split_whitespace)
        .collect::<Vec<_>>()
        .join(" ")
}

fn items(lines: &[String]) -> String {
    lines
        .iter()
        .map(|line| format!("{line:?}"))
        .collect::<Vec<_>>()
        .join(", ")
}
