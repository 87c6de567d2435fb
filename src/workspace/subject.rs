//! What is to be explained.

use crate::{
    finding::{did_you_mean, nearest},
    place::Place,
    rules::{self, Entry},
    spec::{outputs::DEFAULTS, schema},
};

/// What can be explained, for help and errors.
pub const FORMS: &str = "\
What can be explained:
  a line of an output     tvgen explain Dockerfile:41
  a key of the spec       tvgen explain stages.builder.packages
                          tvgen explain --spec stages.builder.packages
  a rule                  tvgen explain inexact-ruby
  all rules               tvgen explain --all";

/// What is to be explained.
pub enum Subject {
    /// A line of an output, from 1.
    Line {
        /// The output's path or name.
        file: String,
        /// The line.
        line: usize,
    },
    /// A rule.
    Rule(&'static Entry),
    /// A key of the format, written or not.
    Key(Place),
}

impl Subject {
    /// The subject that `text` names.
    ///
    /// # Errors
    /// If it names none.
    pub fn parse(text: &str) -> Result<Self, String> {
        let is_number = |line: &str| !line.is_empty() && line.chars().all(|c| c.is_ascii_digit());
        if let Some((file, line)) = text.rsplit_once(':')
            && is_number(line)
        {
            return Ok(Self::Line {
                file: file.to_owned(),
                // No output has as many lines as do not fit.
                line: line.parse().unwrap_or(usize::MAX),
            });
        }
        let named = |entry: &&Entry| {
            entry.rule.code.eq_ignore_ascii_case(text) || entry.name().eq_ignore_ascii_case(text)
        };
        if let Some(entry) = rules::ALL.iter().find(named) {
            return Ok(Self::Rule(entry));
        }
        Self::parse_key(text)
    }

    /// The key of the format that `text` names.
    ///
    /// # Errors
    /// If it names none.
    pub fn parse_key(text: &str) -> Result<Self, String> {
        let Some(place) = Place::parse(text) else {
            return Err(nothing(text, &[]));
        };
        match schema::unknown(&place) {
            Some((unknown, keys)) if unknown.keys().len() < 2 => Err(nothing(text, &keys)),
            Some(_) | None => schema::check_key(&place).map(|()| Self::Key(place)),
        }
    }
}

/// `text` names nothing that can be explained; `keys` are those of a spec.
fn nothing(text: &str, keys: &[String]) -> String {
    let path = text.trim_start_matches("./");
    let mut outputs = DEFAULTS.iter();
    if outputs.any(|(name, default)| *name == text || *default == path) {
        return format!("name a line of `{text}`: tvgen explain {text}:1");
    }
    let rules: Vec<String> = rules::ALL.iter().map(Entry::name).collect();
    let codes = rules::ALL.iter().map(|entry| entry.rule.code);
    let known = keys.iter().chain(&rules).map(String::as_str).chain(codes);
    match nearest(text, known) {
        Some(near) => format!(
            "`{text}` is no line of an output, no key of the spec and no rule: {}",
            did_you_mean(near)
        ),
        None => {
            format!("`{text}` is no line of an output, no key of the spec and no rule\n\n{FORMS}")
        }
    }
}
