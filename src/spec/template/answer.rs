//! An answer: as it was given, and as its question reads it.

use regex::{Regex, RegexBuilder};

use super::{Question, Type};
use crate::{finding::one_of, source::edit::Said};

/// An answer as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Raw {
    /// A text: what `--set`, a prompt or a line of a file has.
    Text(String),
    /// The items of an array.
    Items(Vec<String>),
}

/// An answer that its question takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A text, or one of the choices; empty where the question is left open.
    Text(String),
    /// A whole number.
    Number(i64),
    /// Yes or no.
    YesNo(bool),
    /// Several texts.
    List(Vec<String>),
}

/// What means yes.
const YES: &[&str] = &["yes", "y", "true", "on", "1"];
/// What means no.
const NO: &[&str] = &["no", "n", "false", "off", "0"];

impl Raw {
    /// On one line, as one would type it.
    #[must_use]
    pub fn line(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Items(items) => items.join(", "),
        }
    }
}

impl Answer {
    /// As it stands in a text, and as one would type it.
    #[must_use]
    pub fn line(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::YesNo(true) => "yes".to_owned(),
            Self::YesNo(false) => "no".to_owned(),
            Self::List(items) => items.join(", "),
        }
    }

    /// The words of it that `keep` has.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        match self {
            Self::Text(_) | Self::Number(_) | Self::YesNo(_) => vec![self.line()],
            Self::List(items) => items.clone(),
        }
    }

    /// As it is written into a spec.
    #[must_use]
    pub fn said(&self) -> Said {
        match self {
            Self::Text(text) => Said::String(text.clone()),
            Self::Number(number) => Said::Integer(*number),
            Self::YesNo(flag) => Said::Boolean(*flag),
            Self::List(items) => Said::Strings(items.clone()),
        }
    }

    /// Whether the question is left open.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Number(_) | Self::YesNo(_) => false,
        }
    }
}

/// What `raw` answers to `question`.
///
/// # Errors
/// If it is no answer: why, and what to write instead.
pub fn read(question: &Question, raw: &Raw) -> Result<Answer, String> {
    let line = raw.line();
    if line.contains(char::is_control) {
        return Err(format!("{line:?} is not one line of plain text"));
    }
    let text = line.trim();
    if text.is_empty() {
        return match question.kind() {
            _ if !question.is_optional() => Err("an answer is needed".to_owned()),
            Type::List => Ok(Answer::List(Vec::new())),
            Type::Text | Type::Number | Type::YesNo | Type::Choice => {
                Ok(Answer::Text(String::new()))
            }
        };
    }
    let answer = match question.kind() {
        Type::Text => Answer::Text(text.to_owned()),
        Type::Number => Answer::Number(
            text.parse()
                .map_err(|_| format!("`{text}` is not a whole number"))?,
        ),
        Type::YesNo => Answer::YesNo(yes_no(text)?),
        Type::Choice => Answer::Text(chosen(question, text)?),
        Type::List => Answer::List(items(question, raw)?),
    };
    for text in texts(&answer) {
        fits(question, &text)?;
    }
    Ok(answer)
}

fn yes_no(text: &str) -> Result<bool, String> {
    let lower = text.to_lowercase();
    match lower.as_str() {
        yes if YES.contains(&yes) => Ok(true),
        no if NO.contains(&no) => Ok(false),
        _ => Err(format!("`{text}` is neither `yes` nor `no`")),
    }
}

/// The choice of `question` that `text` is.
fn chosen(question: &Question, text: &str) -> Result<String, String> {
    let words = question.words();
    if words.contains(&text) {
        return Ok(text.to_owned());
    }
    let help = one_of(text, words);
    Err(format!("`{text}` is none of the choices: {help}"))
}

/// The items of a list, each of them once.
fn items(question: &Question, raw: &Raw) -> Result<Vec<String>, String> {
    let given = match raw {
        Raw::Text(text) => text
            .split([',', ' '])
            .filter(|item| !item.is_empty())
            .map(str::to_owned)
            .collect(),
        Raw::Items(items) => items.clone(),
    };
    let mut items: Vec<String> = Vec::new();
    for item in given {
        let item = if question.choices.is_empty() {
            item
        } else {
            chosen(question, &item)?
        };
        if !items.contains(&item) {
            items.push(item);
        }
    }
    Ok(items)
}

/// What the pattern of a question speaks of.
fn texts(answer: &Answer) -> Vec<String> {
    match answer {
        Answer::Text(_) | Answer::List(_) => answer.words(),
        Answer::Number(_) | Answer::YesNo(_) => Vec::new(),
    }
}

/// Whether `text` looks as `question` wants it.
fn fits(question: &Question, text: &str) -> Result<(), String> {
    let Some(pattern) = &question.pattern else {
        return Ok(());
    };
    if whole(pattern).map_or(true, |pattern| pattern.is_match(text)) {
        return Ok(());
    }
    let help = match &question.help {
        Some(help) => help.clone(),
        None => format!("its form is `{pattern}`"),
    };
    Err(format!("`{text}` does not fit: {help}"))
}

/// Why a pattern cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternError {
    /// It is not a valid regular expression.
    Malformed,
    /// It takes too much time or memory to compile.
    TooLarge,
}

/// The most bytes of a pattern.
pub const MOST_PATTERN_BYTES: usize = 200;

/// The most bytes of a compiled pattern: `\w{1,12}` fits, `(\w{1,40}){1,6}` does not.
const MOST_COMPILED_BYTES: usize = 512 * 1024;

/// The maximum nesting depth of a pattern.
const DEEPEST: u32 = 20;

/// Compiles `pattern` to match a whole answer.
///
/// # Errors
/// If it is not a valid regular expression, or is too large.
pub fn whole(pattern: &str) -> Result<Regex, PatternError> {
    if pattern.len() > MOST_PATTERN_BYTES {
        return Err(PatternError::TooLarge);
    }
    let compiled = RegexBuilder::new(&format!("^(?:{pattern})$"))
        .size_limit(MOST_COMPILED_BYTES)
        .dfa_size_limit(MOST_COMPILED_BYTES)
        .nest_limit(DEEPEST)
        .build();
    compiled.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => PatternError::TooLarge,
        regex::Error::Syntax(_) | _ => PatternError::Malformed,
    })
}
