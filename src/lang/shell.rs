//! Escapes values for POSIX shell.

mod block;
pub mod command;

pub use block::split_script;
pub use command::Command;

use super::{Lang, Text};

/// The language of scripts, recipes and `RUN`.
#[derive(Clone, Copy, Debug)]
pub struct Shell;

impl Lang for Shell {
    const NAME: &'static str = "shell";
}

/// The name of an environment variable (POSIX, 8.1: letters, digits and `_`, not starting with a digit).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VariableName(String);

impl VariableName {
    /// Parses `name`; `None` if a shell does not accept it.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let is_valid = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        is_valid.then(|| Self(name.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A path of characters that need no escaping in shell, Docker or make. `*` and `?` are wildcards.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path(String);

impl Path {
    /// Parses `path`; `None` if an output would have to escape it.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        let is_valid = !path.is_empty()
            && !path.starts_with(['-', '~'])
            && path
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "._-/@+~,=%:*?".contains(c));
        is_valid.then(|| Self(path.to_owned()))
    }

    /// The path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One word, quoted if necessary.
#[must_use]
pub fn quote(value: &str) -> Text<Shell> {
    // A word with `=` could be an assignment, unless it is an option.
    let is_plain = !value.is_empty()
        && value.chars().all(|c| {
            c.is_ascii_alphanumeric()
                || "-_./:@,%+".contains(c)
                || c == '=' && value.starts_with('-')
        });
    Text::encoded(if is_plain {
        value.to_owned()
    } else {
        format!("'{}'", value.replace('\'', r"'\''"))
    })
}

/// A path, unquoted: the shell expands its wildcards.
#[must_use]
pub fn path(path: &Path) -> Text<Shell> {
    Text::encoded(path.0.as_str().to_owned())
}

/// A variable name.
#[must_use]
pub fn name(name: &VariableName) -> Text<Shell> {
    Text::encoded(name.0.as_str().to_owned())
}

/// An integer.
#[must_use]
pub fn number(value: u32) -> Text<Shell> {
    Text::encoded(value.to_string())
}

/// The text of a comment, without the `#`.
#[must_use]
pub fn comment(value: &str) -> Text<Shell> {
    Text::encoded(value.to_owned())
}

/// `--name=value` as one word; `name` ends with `=`.
#[must_use]
pub fn option_with_value(name: &'static str, value: &str) -> Text<Shell> {
    Text::encoded(format!("{name}{}", quote(value).as_str()))
}

/// A line of a generated script.
pub(super) struct ScriptLine<'a> {
    /// The line without its indentation.
    pub(super) text: &'a str,
    /// The nesting depth of `if`s.
    pub(super) depth: usize,
    /// Whether it continues the command of the previous line.
    pub(super) is_continuation: bool,
    /// Whether a command ends on this line.
    pub(super) ends_command: bool,
}

/// Splits a generated script into lines.
pub(super) fn script_lines(script: &Text<Shell>) -> Vec<ScriptLine<'_>> {
    let (mut depth, mut is_continuation) = (0, false);
    let lines = script.as_str().trim_end_matches('\n').lines();
    let lines = lines.map(|text| {
        depth -= usize::from(text == "fi");
        let opens_block = text.ends_with("then");
        let continued = text.ends_with(" \\");
        let line = ScriptLine {
            text,
            depth,
            is_continuation,
            ends_command: !opens_block && !continued,
        };
        depth += usize::from(opens_block);
        is_continuation = continued;
        line
    });
    lines.collect()
}

/// Indents a generated script: the bodies of `if`s, and the continuation lines of a command.
#[must_use]
pub fn indent(script: &Text<Shell>) -> Text<Shell> {
    let lines = script_lines(script);
    let lines = lines.iter().map(|line| {
        let depth = line.depth + usize::from(line.is_continuation);
        format!("{:width$}{}", "", line.text, width = depth * 2)
    });
    Text::traced(
        lines.collect::<Vec<_>>().join("\n"),
        script.origins().iter().cloned(),
    )
}

/// `NAME=value` before a command, set only for that command.
#[must_use]
pub fn assignment(name: &VariableName, value: &str) -> Text<Shell> {
    Text::encoded(format!("{}={}", name.0, quote(value).as_str()))
}

/// Trusted text, never a value of the spec.
#[must_use]
pub fn literal(text: &'static str) -> Text<Shell> {
    Text::encoded(text)
}

/// A command of several words.
#[must_use]
pub fn join_words(words: &[Text<Shell>]) -> Text<Shell> {
    join_with(words, " ")
}

/// Texts joined without a space: one word.
#[must_use]
pub fn concat(parts: &[Text<Shell>]) -> Text<Shell> {
    join_with(parts, "")
}

/// Commands joined by `&&`.
#[must_use]
pub fn and_then(commands: &[Text<Shell>]) -> Text<Shell> {
    join_with(commands, " && ")
}

/// A double-quoted word of tag characters and variables of the generated script.
#[must_use]
pub fn interpolate(segments: &[Segment]) -> Text<Shell> {
    let texts: Vec<String> = segments
        .iter()
        .map(|segment| match segment {
            Segment::Literal(text) => text
                .chars()
                .filter(|c| c.is_ascii_alphanumeric() || "_.-".contains(*c))
                .collect(),
            Segment::Variable(name) => format!("${{{name}}}"),
        })
        .collect();
    Text::encoded(format!("\"{}\"", texts.concat()))
}

/// A segment of a word for [`interpolate`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Characters of a tag.
    Literal(String),
    /// The value of a variable of the generated script.
    Variable(&'static str),
}

/// A command of the spec, as written.
#[must_use]
pub fn command(command: &Command) -> Text<Shell> {
    Text::encoded(command.as_str().to_owned())
}

/// A script of the spec, as written.
#[must_use]
pub fn script(text: &str) -> Text<Shell> {
    Text::encoded(text.to_owned())
}

/// A command of the spec as an operand of `&&`: in parentheses if its own operators would bind differently, or if Docker
/// would not read it as a command after `RUN`.
#[must_use]
pub fn operand(command: &Command) -> Text<Shell> {
    // Docker reads `--mount=…` as an option of `RUN`, and a JSON array as the exec form of `RUN`.
    let text = command.as_str();
    let is_docker_syntax =
        text.starts_with("--") || serde_json::from_str::<Vec<serde_json::Value>>(text).is_ok();
    Text::encoded(if command.is_joinable() && !is_docker_syntax {
        command.as_str().to_owned()
    } else {
        format!("({})", command.as_str())
    })
}

/// A command of the spec with the variables `assignments`, set only for that command.
#[must_use]
pub fn with_variables(assignments: &[Text<Shell>], command: &Command) -> Text<Shell> {
    if assignments.is_empty() {
        return operand(command);
    }
    let variables = join_words(assignments);
    let text = if command.is_simple() {
        format!("{} {}", variables.as_str(), command.as_str())
    } else {
        format!("(export {} && ({}))", variables.as_str(), command.as_str())
    };
    Text::traced(text, variables.origins().iter().cloned())
}

/// The last command of a script: replaces the shell with `exec`, so that the command receives the signals.
#[must_use]
pub fn exec(command: &Command) -> Text<Shell> {
    let words = command.as_str();
    Text::encoded(if words == "exec" || words.starts_with("exec ") {
        words.to_owned()
    } else if command.starts_with_assignment() {
        format!("exec env {words}")
    } else {
        format!("exec {words}")
    })
}

fn join_with(parts: &[Text<Shell>], separator: &str) -> Text<Shell> {
    let text = parts
        .iter()
        .map(Text::as_str)
        .collect::<Vec<_>>()
        .join(separator);
    let origins = parts.iter().flat_map(Text::origins);
    Text::traced(text, origins.map(|origin| origin.with_line(0)))
}
