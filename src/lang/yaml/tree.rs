//! What the user writes as GitHub reads it: expressions in it are meant.

use std::fmt::Write;

use super::{Yaml, is_plain, quoted, stays_a_string};
use crate::{
    lang::{Cause, Origin, Text, line::breaks_yaml},
    place::{Place, Placed},
};

/// A value as GitHub reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    /// A string, with expressions perhaps.
    Text(String),
    /// A number, as TOML writes it.
    Number(String),
    /// `true` or `false`.
    Flag(bool),
    /// A string, and the comment behind it.
    Noted(String, Option<String>),
    /// A list.
    List(Vec<Placed<Tree>>),
    /// A table, in the order written.
    Map(Vec<(String, Placed<Tree>)>),
}

/// `key: value`, in a table that is indented by `indent` spaces.
#[must_use]
pub fn entry(indent: usize, key: &str, value: &Placed<Tree>) -> Text<Yaml> {
    let mut writer = Writer::default();
    writer.entry(key, value, indent);
    Text::traced(writer.text, writer.origins)
}

/// A value that is no table and no list, as it follows a key and a blank; one of several lines as a block, the table
/// indented by `indent` spaces.
#[must_use]
pub fn scalar(indent: usize, value: &Placed<Tree>) -> Text<Yaml> {
    let mut writer = Writer::default();
    writer.trace(&value.at);
    writer.value(value, indent);
    Text::traced(writer.text.trim_start().to_owned(), writer.origins)
}

/// A string in which GitHub evaluates expressions.
#[must_use]
pub fn github(text: &str) -> Text<Yaml> {
    Text::encoded(line(text))
}

/// A text as it grows, and where its lines come from.
#[derive(Default)]
struct Writer {
    text: String,
    origins: Vec<Origin>,
    line: usize,
}

impl Writer {
    /// Writes `value` behind a key or a dash that stands at `indent`, with a blank before what stays on the line.
    fn value(&mut self, value: &Placed<Tree>, indent: usize) {
        match &value.value {
            Tree::Text(text) => self.text(text, indent + 2, &value.at),
            Tree::Number(number) => self.word(number),
            Tree::Flag(flag) => self.word(if *flag { "true" } else { "false" }),
            Tree::Noted(text, note) => {
                self.word(&line(text));
                if let Some(note) = note {
                    self.word("#");
                    self.word(super::comment(note).as_str());
                }
            }
            Tree::List(items) if items.is_empty() => self.word("[]"),
            Tree::Map(entries) if entries.is_empty() => self.word("{}"),
            Tree::List(items) => {
                for item in items {
                    self.next_line(indent + 2);
                    self.trace(&item.at);
                    self.text.push('-');
                    self.item(item, indent + 2);
                }
            }
            Tree::Map(entries) => {
                for (key, value) in entries {
                    self.next_line(indent + 2);
                    self.entry(key, value, indent + 2);
                }
            }
        }
    }

    /// Writes an item of a list whose dash stands at `indent`; the first entry of a table on the dash's line.
    fn item(&mut self, item: &Placed<Tree>, indent: usize) {
        match &item.value {
            Tree::Map(entries) if !entries.is_empty() => {
                for (position, (key, value)) in entries.iter().enumerate() {
                    if position == 0 {
                        self.text.push(' ');
                    } else {
                        self.next_line(indent + 2);
                    }
                    self.entry(key, value, indent + 2);
                }
            }
            Tree::Text(_)
            | Tree::Number(_)
            | Tree::Flag(_)
            | Tree::Noted(..)
            | Tree::List(_)
            | Tree::Map(_) => self.value(item, indent),
        }
    }

    fn entry(&mut self, key: &str, value: &Placed<Tree>, indent: usize) {
        self.trace(&value.at);
        self.text.push_str(&line(key));
        self.text.push(':');
        self.value(value, indent);
    }

    /// A string; one of several lines as a block, indented by `indent`.
    fn text(&mut self, text: &str, indent: usize, at: &Place) {
        let lines: Vec<&str> = text
            .strip_suffix('\n')
            .unwrap_or(text)
            .split('\n')
            .collect();
        let begins = lines[0].starts_with(|c: char| c != ' ' && c != '\t');
        let ends = lines.last().is_some_and(|last| !last.is_empty());
        let fits = lines.len() > 1 && begins && ends;
        if !fits || lines.iter().any(|line| line.contains(breaks_yaml)) {
            self.word(&line(text));
            return;
        }
        self.word(if text.ends_with('\n') { "|" } else { "|-" });
        for line in lines {
            self.next_line(if line.is_empty() { 0 } else { indent });
            self.trace(at);
            self.text.push_str(line);
        }
    }

    fn word(&mut self, word: &str) {
        self.text.push(' ');
        self.text.push_str(word);
    }

    fn next_line(&mut self, indent: usize) {
        let _ = write!(self.text, "\n{:indent$}", "");
        self.line += 1;
    }

    fn trace(&mut self, at: &Place) {
        self.origins.push(Origin {
            line: self.line,
            cause: Cause::Spec(at.clone()),
        });
    }
}

/// `text` as one line.
fn line(text: &str) -> String {
    if text.chars().all(is_plain_here) && stays_a_string(text) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// Whether `c` means itself inside a plain scalar; braces do behind a `$`, where a scalar of GitHub's begins.
fn is_plain_here(c: char) -> bool {
    is_plain(c) || "{}'|&!*<>".contains(c)
}
