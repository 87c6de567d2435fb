//! Escapes values for the Makefile, as GNU make 3.81 and later read it.

use super::{
    Lang, Text,
    shell::{Shell, script_lines},
};

/// The language of the Makefile.
#[derive(Clone, Copy, Debug)]
pub struct Make;

impl Lang for Make {
    const NAME: &'static str = "make";
}

/// The name of a target: lower-case letters, digits, `-` and `_`, starting with a letter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target(String);

impl Target {
    /// Parses `name`; `None` if it is not a valid target.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let is_valid = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c));
        is_valid.then(|| Self(name.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A target name.
#[must_use]
pub fn target(target: &Target) -> Text<Make> {
    Text::encoded(target.0.as_str().to_owned())
}

/// Whether a variable can hold exactly `value`: make trims spaces before a value, and a backslash at its end continues
/// the line.
#[must_use]
pub fn can_hold(value: &str) -> bool {
    super::line::first_break(value).is_none()
        && value.trim_matches([' ', '\t']) == value
        && !value.ends_with('\\')
}

/// A literal value of a variable, in which make expands nothing. [`can_hold`] must accept the value.
#[must_use]
pub fn value(value: &str) -> Text<Make> {
    Text::encoded(escape(value))
}

/// The value of a variable, built from segments.
#[must_use]
pub fn interpolate(segments: &[Segment]) -> Text<Make> {
    let text = segments.iter().map(|segment| match segment {
        Segment::Literal(text) => escape(text),
        Segment::Variable(name) => format!("$({name})"),
    });
    Text::encoded(text.collect::<String>())
}

/// A shell word of a recipe, built from segments: the shell expands its variables inside quotes, so
/// that no value is parsed as code.
#[must_use]
pub fn shell_word(segments: &[Segment]) -> Text<Make> {
    let text = segments.iter().map(|segment| match segment {
        Segment::Literal(text) => escape(super::shell::quote(text).as_str()),
        Segment::Variable(name) => format!("\"$${name}\""),
    });
    Text::encoded(text.collect::<String>())
}

/// Words of a shell command, separated by spaces.
#[must_use]
pub fn shell_words(words: &[Vec<Segment>]) -> Text<Make> {
    let words: Vec<Text<Make>> = words.iter().map(|segments| shell_word(segments)).collect();
    let words: Vec<&str> = words.iter().map(Text::as_str).collect();
    Text::encoded(words.join(" "))
}

/// A segment of the value of a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Literal text.
    Literal(String),
    /// The value of a variable of the generated Makefile.
    Variable(&'static str),
}

/// A generated script inside `$(shell …)`: joins its lines, indents the bodies of `if`s, and escapes `$`.
#[must_use]
pub fn shell(script: &Text<Shell>) -> Text<Make> {
    let lines = script_lines(script);
    let last = lines.len().saturating_sub(1);
    let mut text = String::new();
    for (number, line) in lines.iter().enumerate() {
        if number > 0 {
            text.push_str(&"\t".repeat(line.depth + 1));
        }
        text.push_str(line.text.trim_end_matches(" \\"));
        if number < last {
            text.push_str(if line.ends_command { "; \\\n" } else { " \\\n" });
        }
    }
    Text::traced(text.replace('$', "$$"), script.origins().iter().cloned())
}

/// Trusted text, never a value of the spec.
#[must_use]
pub fn literal(name: &'static str) -> Text<Make> {
    Text::encoded(name)
}

/// A variable name.
#[must_use]
pub fn name(name: &super::shell::VariableName) -> Text<Make> {
    Text::encoded(name.as_str().to_owned())
}

/// The text of a comment, without the `#`.
#[must_use]
pub fn comment(value: &str) -> Text<Make> {
    // A backslash at the end would continue the comment on the next line. A space after the backslash prevents this.
    let space = if value.ends_with('\\') { " " } else { "" };
    Text::encoded(format!("{value}{space}"))
}

fn escape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut backslashes = 0;
    for c in value.chars() {
        if c == '#' {
            // Make halves the backslashes before a `#`, and no others. One more backslash escapes the `#`.
            out.push_str(&"\\".repeat(backslashes + 1));
        }
        backslashes = if c == '\\' { backslashes + 1 } else { 0 };
        out.push_str(if c == '$' { "$$" } else { "" });
        if c != '$' {
            out.push(c);
        }
    }
    out
}

/// A file that a Makefile includes, or a pattern of such files. Only `*` and `?` are special to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Include(String);

impl Include {
    /// Parses `path`; `None` if it has a character that make would interpret.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        let is_valid = !path.is_empty()
            && path
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "._-/@+*?".contains(c));
        is_valid.then(|| Self(path.to_owned()))
    }

    /// The path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A file to include.
#[must_use]
pub fn include(path: &Include) -> Text<Make> {
    Text::encoded(path.0.as_str().to_owned())
}
