//! Makefile, as GNU make 3.81 and later read it.

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

/// A target's name: lower-case letters, digits and dashes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target(String);

impl Target {
    /// `name`, if it can be a target beside ours.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let fits = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c));
        fits.then(|| Self(name.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A target's name.
#[must_use]
pub fn target(target: &Target) -> Text<Make> {
    Text::encoded(target.0.as_str().to_owned())
}

/// Whether a variable can hold `value` just as it is: make trims blanks before a value, and a backslash at its end
/// joins the next line to it.
#[must_use]
pub fn can_hold(value: &str) -> bool {
    super::line::first_break(value).is_none()
        && value.trim_matches([' ', '\t']) == value
        && !value.ends_with('\\')
}

/// The value of a variable; make expands nothing in it. For values that [`can_hold`] takes.
#[must_use]
pub fn value(value: &str) -> Text<Make> {
    Text::encoded(escaped(value))
}

/// The value of a variable, put together from pieces.
#[must_use]
pub fn pieces(pieces: &[Piece]) -> Text<Make> {
    let text = pieces.iter().map(|piece| match piece {
        Piece::Literal(text) => escaped(text),
        Piece::Variable(name) => format!("$({name})"),
    });
    Text::encoded(text.collect::<String>())
}

/// One shell word of a recipe, built from pieces: the shell expands its variables inside quotes, so
/// that no value is parsed as code.
#[must_use]
pub fn word(pieces: &[Piece]) -> Text<Make> {
    let text = pieces.iter().map(|piece| match piece {
        Piece::Literal(text) => escaped(super::shell::word(text).as_str()),
        Piece::Variable(name) => format!("\"$${name}\""),
    });
    Text::encoded(text.collect::<String>())
}

/// Words of a shell command, separated by blanks.
#[must_use]
pub fn words(words: &[Vec<Piece>]) -> Text<Make> {
    let words: Vec<Text<Make>> = words.iter().map(|pieces| word(pieces)).collect();
    let words: Vec<&str> = words.iter().map(Text::as_str).collect();
    Text::encoded(words.join(" "))
}

/// A piece of a variable's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Characters that mean themselves.
    Literal(String),
    /// The value of a variable of our Makefile.
    Variable(&'static str),
}

/// A script of ours inside `$(shell …)`: its lines joined, those inside an `if` indented, make expanding nothing in it.
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

/// A name of ours, never a value of the spec.
#[must_use]
pub fn literal(name: &'static str) -> Text<Make> {
    Text::encoded(name)
}

/// The name of a variable.
#[must_use]
pub fn name(name: &super::shell::VariableName) -> Text<Make> {
    Text::encoded(name.as_str().to_owned())
}

/// The text of a comment, without its `#`.
#[must_use]
pub fn comment(value: &str) -> Text<Make> {
    // A backslash at the end would make the next line part of the comment; before a blank it means itself.
    let blank = if value.ends_with('\\') { " " } else { "" };
    Text::encoded(format!("{value}{blank}"))
}

fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut backslashes = 0;
    for c in value.chars() {
        if c == '#' {
            // Backslashes before a `\#` are halved; others stay as they are.
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

/// A file that a Makefile includes, or a pattern of such files: no character in it has a meaning for make but `*` and `?`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Include(String);

impl Include {
    /// `path`, if make takes it as it is.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        let fits = !path.is_empty()
            && path
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "._-/@+*?".contains(c));
        fits.then(|| Self(path.to_owned()))
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
