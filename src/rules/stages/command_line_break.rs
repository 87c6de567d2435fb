//! A command contains a line break.
//!
//! ## Why
//! A line break ends a `RUN`, a make recipe and, in some places, a YAML value: the rest would be parsed as a separate
//! instruction. If you need several lines, write a script or several commands.
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
        line::is_line_break,
        shell::{Command, command::CommandError},
    },
    rules::prelude::*,
    spec::read::control_character_name,
};

pub const RULE: Rule = Rule::error("TV0317", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for Placed {
        value: command,
        place,
    } in spec.commands()
    {
        if Command::parse(command) != Err(CommandError::ControlCharacter) {
            continue;
        }
        let Some(c) = command.chars().find(|c| is_line_break(*c)) else {
            continue;
        };
        findings
            .report(
                place.clone(),
                format!(
                    "`{}` contains {}",
                    command.escape_debug(),
                    control_character_name(c)
                ),
            )
            .label("not a single line")
            .help(suggestion(
                command,
                place.keys().last().is_some_and(|key| key.name().is_none()),
            ));
    }
}

/// The help for `command`. `is_item` says whether it is an item of a list.
fn suggestion(command: &str, is_item: bool) -> String {
    // To a shell, a line that ends with a backslash continues on the next line.
    let joined = command.replace("\\\r\n", " ").replace("\\\n", " ");
    let lines: Vec<String> = joined
        .lines()
        .map(collapse_whitespace)
        .filter(|line| !line.is_empty())
        .collect();
    let is_complete = lines.iter().all(|line| Command::parse(line).is_ok());
    match lines.as_slice() {
        [line] if is_complete => format!("write `{line:?}`"),
        [_, ..] if is_complete && is_item => {
            format!(
                "write each line as a separate item: `{}`",
                quote_items(&lines)
            )
        }
        [_, ..] if is_complete => format!("write `{:?}`", lines.join(" && ")),
        _ => "move it to a script in the repository, and run that script".to_owned(),
    }
}

/// `line` without control characters, its words separated by one space.
fn collapse_whitespace(line: &str) -> String {
    line.split(is_line_break)
        .flat_map(str::split_whitespace)
        .collect::<Vec<_>>()
        .join(" ")
}

/// `lines` as items of a TOML array.
fn quote_items(lines: &[String]) -> String {
    lines
        .iter()
        .map(|line| format!("{line:?}"))
        .collect::<Vec<_>>()
        .join(", ")
}
