//! POSIX shell.

mod block;
pub mod command;

pub use block::comments_and_commands;
pub use command::Command;

use super::{Lang, Text};

/// The language of scripts, recipes and `RUN`.
#[derive(Clone, Copy, Debug)]
pub struct Shell;

impl Lang for Shell {
    const NAME: &'static str = "shell";
}

/// The name of an environment variable (POSIX, 8.1: letters, digits and `_`, not a digit first).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VariableName(String);

impl VariableName {
    /// `name`, if a shell takes it.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let fits = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        fits.then(|| Self(name.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A path of files, `*` and `?` matching as usual; of characters that shell, Docker and Make take as they are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path(String);

impl Path {
    /// `path`, if every output can carry it.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        let fits = !path.is_empty()
            && !path.starts_with(['-', '~'])
            && path
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "._-/@+~,=%:*?".contains(c));
        fits.then(|| Self(path.to_owned()))
    }

    /// The path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One word, quoted when it must be.
#[must_use]
pub fn word(value: &str) -> Text<Shell> {
    // A word with a `=` could be an assignment, an option cannot.
    let plain = !value.is_empty()
        && value.chars().all(|c| {
            c.is_ascii_alphanumeric()
                || "-_./:@,%+".contains(c)
                || c == '=' && value.starts_with('-')
        });
    Text::encoded(if plain {
        value.to_owned()
    } else {
        format!("'{}'", value.replace('\'', r"'\''"))
    })
}

/// A path, `*` and `?` in it matching files.
#[must_use]
pub fn path(path: &Path) -> Text<Shell> {
    Text::encoded(path.0.as_str().to_owned())
}

/// The name of a variable.
#[must_use]
pub fn name(name: &VariableName) -> Text<Shell> {
    Text::encoded(name.0.as_str().to_owned())
}

/// A whole number.
#[must_use]
pub fn number(value: u32) -> Text<Shell> {
    Text::encoded(value.to_string())
}

/// The text of a comment, without its `#`.
#[must_use]
pub fn comment(value: &str) -> Text<Shell> {
    Text::encoded(value.to_owned())
}

/// `--name=value`, as one word.
#[must_use]
pub fn valued(name: &'static str, value: &str) -> Text<Shell> {
    Text::encoded(format!("{name}{}", word(value).as_str()))
}

/// A line of a generated script.
pub(super) struct ScriptLine<'a> {
    /// The line without its indentation.
    pub(super) text: &'a str,
    /// Its `if` nesting depth.
    pub(super) depth: usize,
    /// Whether it continues the command of the previous line.
    pub(super) goes_on: bool,
    /// Whether a command ends on this line.
    pub(super) ends_command: bool,
}

/// Splits a generated script into lines.
pub(super) fn script_lines(script: &Text<Shell>) -> Vec<ScriptLine<'_>> {
    let (mut depth, mut goes_on) = (0, false);
    let lines = script.as_str().trim_end_matches('\n').lines();
    let lines = lines.map(|text| {
        depth -= usize::from(text == "fi");
        let opens = text.ends_with("then");
        let continued = text.ends_with(" \\");
        let line = ScriptLine {
            text,
            depth,
            goes_on,
            ends_command: !opens && !continued,
        };
        depth += usize::from(opens);
        goes_on = continued;
        line
    });
    lines.collect()
}

/// Indents a generated script: the bodies of `if`s, and the continuation lines of a command.
#[must_use]
pub fn indented(script: &Text<Shell>) -> Text<Shell> {
    let lines = script_lines(script);
    let lines = lines.iter().map(|line| {
        let depth = line.depth + usize::from(line.goes_on);
        format!("{:width$}{}", "", line.text, width = depth * 2)
    });
    Text::traced(
        lines.collect::<Vec<_>>().join("\n"),
        script.origins().iter().cloned(),
    )
}

/// `NAME=value`, before a command that alone sees it.
#[must_use]
pub fn assignment(name: &VariableName, value: &str) -> Text<Shell> {
    Text::encoded(format!("{}={}", name.0, word(value).as_str()))
}

/// A word or a command of ours, never a value of the spec.
#[must_use]
pub fn literal(text: &'static str) -> Text<Shell> {
    Text::encoded(text)
}

/// Words in a row: a command.
#[must_use]
pub fn words(words: &[Text<Shell>]) -> Text<Shell> {
    joined(words, " ")
}

/// Commands run in turn, stopping at a failure.
#[must_use]
pub fn and_then(commands: &[Text<Shell>]) -> Text<Shell> {
    joined(commands, " && ")
}

/// A quoted word of characters of a tag and variables of ours.
#[must_use]
pub fn interpolated(pieces: &[Piece]) -> Text<Shell> {
    let plain: Vec<String> = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Literal(text) => text
                .chars()
                .filter(|c| c.is_ascii_alphanumeric() || "_.-".contains(*c))
                .collect(),
            Piece::Variable(name) => format!("${{{name}}}"),
        })
        .collect();
    Text::encoded(format!("\"{}\"", plain.concat()))
}

/// A piece of an [`interpolated`] word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Characters of a tag.
    Literal(String),
    /// The value of a variable of our script.
    Variable(&'static str),
}

/// A command of the user's, as written.
#[must_use]
pub fn command(command: &Command) -> Text<Shell> {
    Text::encoded(command.as_str().to_owned())
}

/// A whole script of the user's, as written.
#[must_use]
pub fn script(text: &str) -> Text<Shell> {
    Text::encoded(text.to_owned())
}

/// A command of the user's among others that are joined by `&&`: in parentheses where it would bind otherwise, or where
/// Docker would not take it for a command, having read `RUN`.
#[must_use]
pub fn term(command: &Command) -> Text<Shell> {
    // `--mount=…` is an option of `RUN`, and a JSON array its other form.
    let text = command.as_str();
    let foreign =
        text.starts_with("--") || serde_json::from_str::<Vec<serde_json::Value>>(text).is_ok();
    Text::encoded(if command.joins() && !foreign {
        command.as_str().to_owned()
    } else {
        format!("({})", command.as_str())
    })
}

/// A command of the user's that alone sees the variables `assignments`.
#[must_use]
pub fn with_variables(assignments: &[Text<Shell>], command: &Command) -> Text<Shell> {
    if assignments.is_empty() {
        return term(command);
    }
    let variables = words(assignments);
    let text = if command.is_simple() {
        format!("{} {}", variables.as_str(), command.as_str())
    } else {
        format!("(export {} && ({}))", variables.as_str(), command.as_str())
    };
    Text::traced(text, variables.origins().iter().cloned())
}

/// The last command of a shell: it takes the shell's place, and so gets the signals.
#[must_use]
pub fn exec(command: &Command) -> Text<Shell> {
    let words = command.as_str();
    Text::encoded(if words == "exec" || words.starts_with("exec ") {
        words.to_owned()
    } else if command.is_assigned() {
        format!("exec env {words}")
    } else {
        format!("exec {words}")
    })
}

fn joined(parts: &[Text<Shell>], separator: &str) -> Text<Shell> {
    let text = parts
        .iter()
        .map(Text::as_str)
        .collect::<Vec<_>>()
        .join(separator);
    let origins = parts.iter().flat_map(Text::origins);
    Text::traced(text, origins.map(|origin| origin.on(0)))
}
