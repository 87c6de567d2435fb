//! Generates the reference of the commands from the command line interface.

use std::fmt::Write;

use clap::{Arg, Command};

use super::{
    REGENERATE_COMMAND,
    page::{MarkdownPage, anchor, code},
};

/// Renders the page: each command of `program`, with what `tvgen help` prints.
pub(super) fn render_commands(program: &Command) -> String {
    let mut program = program.clone();
    program.build();
    let commands = list_commands(&program);
    let mut page = MarkdownPage::new("Commands");
    page.block(format!(
        "Each command and its options, as `tvgen help COMMAND` prints them. `{REGENERATE_COMMAND}` generates this page from \
         `src/cli`."
    ));
    page.list(commands.iter().map(|command| {
        let help = command.get_about().map(ToString::to_string);
        format!("{}: {}", link(command), help.unwrap_or_default())
    }));
    add_after_help(&program, &mut page);
    page.heading(2, "Global options");
    page.list(arguments(&program).map(describe_argument));
    for (number, command) in commands.iter().enumerate() {
        page.heading(2, &code(name(command)));
        page.code("text", &synopsis(command));
        page.block(description(command));
        let earlier = &commands[..number];
        let own = arguments(command).filter(|argument| !has_argument(&program, argument));
        page.list(own.map(|argument| {
            let same = earlier
                .iter()
                .find(|earlier| has_argument(earlier, argument));
            match same.filter(|_| is_long(argument)) {
                Some(same) => format!("{}: as in {}", code(&signature(argument)), link(same)),
                None => describe_argument(argument),
            }
        }));
        add_after_help(command, &mut page);
    }
    page.into_text()
}

/// The commands without subcommands, in the order of `tvgen help`.
fn list_commands(command: &Command) -> Vec<&Command> {
    let visible = command
        .get_subcommands()
        .filter(|command| !command.is_hide_set() && command.get_name() != "help");
    let nested = visible.map(|command| {
        if command.has_subcommands() {
            list_commands(command)
        } else {
            vec![command]
        }
    });
    nested.flatten().collect()
}

/// The full name, such as `tvgen fleet set`.
fn name(command: &Command) -> &str {
    command.get_bin_name().unwrap_or(command.get_name())
}

/// A link to the section of `command`.
fn link(command: &Command) -> String {
    let title = code(name(command));
    format!("[{title}](#{})", anchor(&title))
}

/// The usage line.
fn synopsis(command: &Command) -> String {
    let usage = command.clone().render_usage().to_string();
    usage.trim_start_matches("Usage: ").to_owned()
}

/// The long help, whose first paragraph becomes a sentence.
fn description(command: &Command) -> String {
    let help = command.get_long_about().or(command.get_about());
    let help = help.map(ToString::to_string).unwrap_or_default();
    match help.split_once("\n\n") {
        Some((first, rest)) => format!("{first}.\n\n{rest}"),
        None => format!("{help}."),
    }
}

/// The arguments of `command`, positional ones first, without `--help` and `--version`.
fn arguments(command: &Command) -> impl Iterator<Item = &Arg> {
    let is_listed = |argument: &&Arg| {
        let id = argument.get_id().as_str();
        !argument.is_hide_set() && !["help", "version"].contains(&id)
    };
    let flags = command
        .get_arguments()
        .filter(|argument| !argument.is_positional());
    command.get_positionals().chain(flags).filter(is_listed)
}

/// Whether `command` has an argument with the same name and help as `argument`.
fn has_argument(command: &Command, argument: &Arg) -> bool {
    arguments(command).any(|other| {
        other.get_id() == argument.get_id()
            && describe_argument(other) == describe_argument(argument)
    })
}

/// Whether the help of `argument` has several lines.
fn is_long(argument: &Arg) -> bool {
    describe_argument(argument).contains('\n')
}

/// The name, such as `-j, --jobs <N>`.
fn signature(argument: &Arg) -> String {
    match argument.get_short() {
        Some(short) if argument.get_long().is_some() => format!("-{short}, {argument}"),
        Some(_) | None => argument.to_string(),
    }
}

/// The list item of `argument`: its name, help, default and values.
fn describe_argument(argument: &Arg) -> String {
    let help = argument.get_long_help().or(argument.get_help());
    let help = help.map(ToString::to_string).unwrap_or_default();
    let (first, rest) = help.split_once("\n\n").unwrap_or((&help, ""));
    let mut item = format!("{}: {first}", code(&signature(argument)));
    if argument.get_action().takes_values() {
        let defaults = argument.get_default_values().iter();
        for default in defaults.map(|default| default.to_string_lossy()) {
            let _ = write!(item, " [default: {default}]");
        }
    }
    if !rest.is_empty() {
        let _ = write!(item, ".\n  {rest}");
    }
    if argument.get_action().takes_values() {
        for value in argument.get_possible_values() {
            let help = value.get_help().map(ToString::to_string);
            let help = help.unwrap_or_default();
            let _ = write!(item, "\n  - {}: {help}", code(value.get_name()));
        }
    }
    item
}

/// Adds the end of the help of `command`: paragraphs, lists in two columns (indented by two spaces) and code (by four).
fn add_after_help(command: &Command, page: &mut MarkdownPage) {
    let help = command.get_after_long_help().map(ToString::to_string);
    let help = help.unwrap_or_default();
    let paragraphs: Vec<&str> = help.split("\n\n").collect();
    for part in paragraphs.chunk_by(|one, next| is_code(one) && is_code(next)) {
        if part.iter().any(|paragraph| is_code(paragraph)) {
            let text = part.join("\n\n").replace("\n    ", "\n");
            let text = text.trim_start();
            let language = if text.starts_with("tvgen ") {
                "sh"
            } else {
                "toml"
            };
            page.code(language, text);
            continue;
        }
        let lines = part.iter().flat_map(|paragraph| paragraph.lines());
        let (rows, text): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.starts_with("  "));
        page.block(text.join(" "));
        page.list(rows.into_iter().map(describe_row));
    }
}

fn is_code(paragraph: &str) -> bool {
    paragraph.starts_with("    ")
}

/// The list item of a line in two columns, such as `  tvgen render  Render the spec`.
fn describe_row(line: &str) -> String {
    match line.trim().split_once("  ") {
        Some((left, right)) => format!("{}: {}", code(left), right.trim()),
        None => code(line.trim()),
    }
}
