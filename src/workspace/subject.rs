//! Parses the subject of `tvgen explain`.

use crate::{
    finding::{did_you_mean, find_nearest},
    place::Place,
    rules::{self, RuleEntry},
    spec::{outputs::DEFAULTS, schema},
};

/// Examples of subjects, for help and errors.
pub const SUBJECT_HELP: &str = "\
Examples:
  tvgen explain Dockerfile:41                Explain line 41 of the Dockerfile
  tvgen explain stages.builder.packages      List the lines that a key affects
  tvgen explain inexact-ruby                 Show the documentation of a rule
  tvgen explain --all                        List all rules";

/// The subject of an explanation.
pub enum Subject {
    /// A line of an output, counted from 1.
    Line {
        /// The output's path or name.
        file: String,
        /// The line.
        line: usize,
    },
    /// A rule.
    Rule(&'static RuleEntry),
    /// A spec key, whether or not it is set.
    Key(Place),
}

impl Subject {
    /// Parses a subject.
    ///
    /// # Errors
    /// If `text` is not a subject.
    pub fn parse(text: &str) -> Result<Self, String> {
        let is_number = |line: &str| !line.is_empty() && line.chars().all(|c| c.is_ascii_digit());
        if let Some((file, line)) = text.rsplit_once(':')
            && is_number(line)
        {
            return Ok(Self::Line {
                file: file.to_owned(),
                // A number that does not fit into `usize` is past the end of every output.
                line: line.parse().unwrap_or(usize::MAX),
            });
        }
        let named = |entry: &&RuleEntry| {
            entry.rule.code.eq_ignore_ascii_case(text) || entry.name().eq_ignore_ascii_case(text)
        };
        if let Some(entry) = rules::ALL.iter().find(named) {
            return Ok(Self::Rule(entry));
        }
        Self::parse_key(text)
    }

    /// Parses a key of the format.
    ///
    /// # Errors
    /// If `text` is not a key.
    pub fn parse_key(text: &str) -> Result<Self, String> {
        let Some(place) = Place::parse(text) else {
            return Err(unknown_subject(text, &[]));
        };
        match schema::find_unknown_key(&place) {
            Some((unknown, keys)) if unknown.keys().len() < 2 => Err(unknown_subject(text, &keys)),
            Some(_) | None => schema::check_key(&place).map(|()| Self::Key(place)),
        }
    }
}

/// The error for `text`, which is not a subject; `keys` are the keys that it may misspell.
fn unknown_subject(text: &str, keys: &[String]) -> String {
    let path = text.trim_start_matches("./");
    let mut outputs = DEFAULTS.iter();
    if outputs.any(|(name, default)| *name == text || *default == path) {
        return format!("name a line of `{text}`: tvgen explain {text}:1");
    }
    let rules: Vec<String> = rules::ALL.iter().map(RuleEntry::name).collect();
    let codes = rules::ALL.iter().map(|entry| entry.rule.code);
    let known = keys.iter().chain(&rules).map(String::as_str).chain(codes);
    match find_nearest(text, known) {
        Some(near) => format!(
            "`{text}` is not a line of an output, a key or a rule: {}",
            did_you_mean(near)
        ),
        None => {
            format!("`{text}` is not a line of an output, a key or a rule\n\n{SUBJECT_HELP}")
        }
    }
}
