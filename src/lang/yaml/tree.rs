//! Values of the spec in which GitHub evaluates expressions.

use std::fmt::Write;

use super::{Yaml, is_plain, is_plain_string, quote};
use crate::{
    lang::{Cause, Origin, Text, line::is_yaml_line_break},
    place::{Place, Placed},
};

/// A YAML value in which GitHub evaluates expressions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    /// A string, which may contain expressions.
    Text(String),
    /// A number in TOML syntax.
    Number(String),
    /// `true` or `false`.
    Boolean(bool),
    /// A string with an optional comment after it.
    Commented(String, Option<String>),
    /// A list.
    List(Vec<Placed<Tree>>),
    /// A table in the written order.
    Map(Vec<(String, Placed<Tree>)>),
}

/// `key: value` in a table indented by `indent` spaces.
#[must_use]
pub fn entry(indent: usize, key: &str, value: &Placed<Tree>) -> Text<Yaml> {
    let mut writer = Writer::default();
    writer.write_entry(key, value, indent);
    Text::traced(writer.text, writer.origins)
}

/// A scalar after a key and a space, in a table indented by `indent` spaces; a multi-line scalar is a block.
#[must_use]
pub fn scalar(indent: usize, value: &Placed<Tree>) -> Text<Yaml> {
    let mut writer = Writer::default();
    writer.trace(&value.place);
    writer.write_value(value, indent);
    Text::traced(writer.text.trim_start().to_owned(), writer.origins)
}

/// A string in which GitHub evaluates expressions.
#[must_use]
pub fn string_with_expressions(text: &str) -> Text<Yaml> {
    Text::encoded(single_line(text))
}

/// Writes a text and records the origins of its lines.
#[derive(Default)]
struct Writer {
    text: String,
    origins: Vec<Origin>,
    line: usize,
}

impl Writer {
    /// Writes `value` after a key or a dash at `indent`, with a space before text on the same line.
    fn write_value(&mut self, value: &Placed<Tree>, indent: usize) {
        match &value.value {
            Tree::Text(text) => self.write_text(text, indent + 2, &value.place),
            Tree::Number(number) => self.write_word(number),
            Tree::Boolean(flag) => self.write_word(if *flag { "true" } else { "false" }),
            Tree::Commented(text, note) => {
                self.write_word(&single_line(text));
                if let Some(note) = note {
                    self.write_word("#");
                    self.write_word(super::comment(note).as_str());
                }
            }
            Tree::List(items) if items.is_empty() => self.write_word("[]"),
            Tree::Map(entries) if entries.is_empty() => self.write_word("{}"),
            Tree::List(items) => {
                for item in items {
                    self.next_line(indent + 2);
                    self.trace(&item.place);
                    self.text.push('-');
                    self.write_item(item, indent + 2);
                }
            }
            Tree::Map(entries) => {
                for (key, value) in entries {
                    self.next_line(indent + 2);
                    self.write_entry(key, value, indent + 2);
                }
            }
        }
    }

    /// Writes an item of a list whose dash is at `indent`; the first entry of a table follows the dash.
    fn write_item(&mut self, item: &Placed<Tree>, indent: usize) {
        match &item.value {
            Tree::Map(entries) if !entries.is_empty() => {
                for (position, (key, value)) in entries.iter().enumerate() {
                    if position == 0 {
                        self.text.push(' ');
                    } else {
                        self.next_line(indent + 2);
                    }
                    self.write_entry(key, value, indent + 2);
                }
            }
            Tree::Text(_)
            | Tree::Number(_)
            | Tree::Boolean(_)
            | Tree::Commented(..)
            | Tree::List(_)
            | Tree::Map(_) => self.write_value(item, indent),
        }
    }

    fn write_entry(&mut self, key: &str, value: &Placed<Tree>, indent: usize) {
        self.trace(&value.place);
        self.text.push_str(&single_line(key));
        self.text.push(':');
        self.write_value(value, indent);
    }

    /// Writes a string; a multi-line string as a block, indented by `indent`.
    fn write_text(&mut self, text: &str, indent: usize, place: &Place) {
        let lines: Vec<&str> = text
            .strip_suffix('\n')
            .unwrap_or(text)
            .split('\n')
            .collect();
        let is_indentable = lines[0].starts_with(|c: char| c != ' ' && c != '\t');
        let has_last_line = lines.last().is_some_and(|last| !last.is_empty());
        let fits = lines.len() > 1 && is_indentable && has_last_line;
        if !fits || lines.iter().any(|line| line.contains(is_yaml_line_break)) {
            self.write_word(&single_line(text));
            return;
        }
        self.write_word(if text.ends_with('\n') { "|" } else { "|-" });
        for line in lines {
            self.next_line(if line.is_empty() { 0 } else { indent });
            self.trace(place);
            self.text.push_str(line);
        }
    }

    fn write_word(&mut self, word: &str) {
        self.text.push(' ');
        self.text.push_str(word);
    }

    fn next_line(&mut self, indent: usize) {
        let _ = write!(self.text, "\n{:indent$}", "");
        self.line += 1;
    }

    fn trace(&mut self, place: &Place) {
        self.origins.push(Origin {
            line: self.line,
            cause: Cause::Spec(place.clone()),
        });
    }
}

/// `text` on one line, quoted if necessary.
fn single_line(text: &str) -> String {
    if text.chars().all(is_plain_in_expression) && is_plain_string(text) {
        text.to_owned()
    } else {
        quote(text)
    }
}

/// Whether `c` is literal inside a plain scalar that starts with a letter or `$`.
fn is_plain_in_expression(c: char) -> bool {
    is_plain(c) || "{}'|&!*<>".contains(c)
}
