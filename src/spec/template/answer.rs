//! Parses answers according to their questions.

use regex::{Regex, RegexBuilder};

use super::{AnswerType, Question};
use crate::{finding::suggest, source::edit::NewValue};

/// An unparsed answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RawAnswer {
    /// A text from `--set`, a prompt or a line of a file.
    Text(String),
    /// The items of an array.
    Items(Vec<String>),
}

/// A valid answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A text, or one of the choices; empty if an optional question is not answered.
    Text(String),
    /// An integer.
    Number(i64),
    /// Yes or no.
    YesNo(bool),
    /// Several texts.
    List(Vec<String>),
}

/// The words for `yes`.
const YES: &[&str] = &["yes", "y", "true", "on", "1"];
/// The words for `no`.
const NO: &[&str] = &["no", "n", "false", "off", "0"];

impl RawAnswer {
    /// The answer on one line, as typed at a prompt.
    #[must_use]
    pub fn to_line(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Items(items) => items.join(", "),
        }
    }
}

impl Answer {
    /// The answer on one line, as inserted into texts and typed at a prompt.
    #[must_use]
    pub fn to_line(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::YesNo(true) => "yes".to_owned(),
            Self::YesNo(false) => "no".to_owned(),
            Self::List(items) => items.join(", "),
        }
    }

    /// The keys of `keep` that the answer selects.
    #[must_use]
    pub fn keep_keys(&self) -> Vec<String> {
        match self {
            Self::Text(_) | Self::Number(_) | Self::YesNo(_) => vec![self.to_line()],
            Self::List(items) => items.clone(),
        }
    }

    /// The value to write to a spec.
    #[must_use]
    pub fn to_value(&self) -> NewValue {
        match self {
            Self::Text(text) => NewValue::String(text.clone()),
            Self::Number(number) => NewValue::Integer(*number),
            Self::YesNo(flag) => NewValue::Boolean(*flag),
            Self::List(items) => NewValue::Strings(items.clone()),
        }
    }

    /// Whether the answer is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Number(_) | Self::YesNo(_) => false,
        }
    }
}

/// Parses `raw` as an answer to `question`.
///
/// # Errors
/// If the answer is invalid.
pub fn parse_answer(question: &Question, raw: &RawAnswer) -> Result<Answer, String> {
    let line = raw.to_line();
    if line.contains(char::is_control) {
        return Err(format!("{line:?} contains a control character"));
    }
    let text = line.trim();
    if text.is_empty() {
        return match question.kind() {
            _ if !question.is_optional() => Err("an answer is required".to_owned()),
            AnswerType::List => Ok(Answer::List(Vec::new())),
            AnswerType::Text | AnswerType::Number | AnswerType::YesNo | AnswerType::Choice => {
                Ok(Answer::Text(String::new()))
            }
        };
    }
    let answer = match question.kind() {
        AnswerType::Text => Answer::Text(text.to_owned()),
        AnswerType::Number => Answer::Number(
            text.parse()
                .map_err(|_| format!("`{text}` is not an integer"))?,
        ),
        AnswerType::YesNo => Answer::YesNo(parse_yes_no(text)?),
        AnswerType::Choice => Answer::Text(check_choice(question, text)?),
        AnswerType::List => Answer::List(parse_items(question, raw)?),
    };
    for text in pattern_texts(&answer) {
        check_pattern(question, &text)?;
    }
    Ok(answer)
}

fn parse_yes_no(text: &str) -> Result<bool, String> {
    let lower = text.to_lowercase();
    match lower.as_str() {
        yes if YES.contains(&yes) => Ok(true),
        no if NO.contains(&no) => Ok(false),
        _ => Err(format!("`{text}` is neither `yes` nor `no`")),
    }
}

/// Checks that `text` is one of the choices of `question`.
fn check_choice(question: &Question, text: &str) -> Result<String, String> {
    let choices = question.allowed_answers();
    if choices.contains(&text) {
        return Ok(text.to_owned());
    }
    let help = suggest(text, choices);
    Err(format!("`{text}` is not one of the choices: {help}"))
}

/// Parses the items of a list, without duplicates.
fn parse_items(question: &Question, raw: &RawAnswer) -> Result<Vec<String>, String> {
    let raw_items = match raw {
        RawAnswer::Text(text) => text
            .split([',', ' '])
            .filter(|item| !item.is_empty())
            .map(str::to_owned)
            .collect(),
        RawAnswer::Items(items) => items.clone(),
    };
    let mut items: Vec<String> = Vec::new();
    for item in raw_items {
        let item = if question.choices.is_empty() {
            item
        } else {
            check_choice(question, &item)?
        };
        if !items.contains(&item) {
            items.push(item);
        }
    }
    Ok(items)
}

/// The texts that the pattern of the question applies to.
fn pattern_texts(answer: &Answer) -> Vec<String> {
    match answer {
        Answer::Text(_) | Answer::List(_) => answer.keep_keys(),
        Answer::Number(_) | Answer::YesNo(_) => Vec::new(),
    }
}

/// Checks `text` against the pattern of `question`.
fn check_pattern(question: &Question, text: &str) -> Result<(), String> {
    let Some(pattern) = &question.pattern else {
        return Ok(());
    };
    if compile_pattern(pattern).map_or(true, |pattern| pattern.is_match(text)) {
        return Ok(());
    }
    let help = match &question.help {
        Some(help) => help.clone(),
        None => format!("it must match `{pattern}`"),
    };
    Err(format!("`{text}` is not a valid answer: {help}"))
}

/// Why a pattern cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternError {
    /// It is not a valid regular expression.
    Malformed,
    /// It requires too much time or memory to compile.
    TooLarge,
}

/// The maximum length of a pattern, in bytes.
pub const MAX_PATTERN_BYTES: usize = 200;

/// The maximum size of a compiled pattern, in bytes: `\w{1,12}` fits, `(\w{1,40}){1,6}` does not.
const MAX_COMPILED_BYTES: usize = 512 * 1024;

/// The maximum nesting depth of a pattern.
const MAX_NESTING: u32 = 20;

/// Compiles `pattern` to match a whole answer.
///
/// # Errors
/// If it is not a valid regular expression, or is too large.
pub fn compile_pattern(pattern: &str) -> Result<Regex, PatternError> {
    if pattern.len() > MAX_PATTERN_BYTES {
        return Err(PatternError::TooLarge);
    }
    let compiled = RegexBuilder::new(&format!("^(?:{pattern})$"))
        .size_limit(MAX_COMPILED_BYTES)
        .dfa_size_limit(MAX_COMPILED_BYTES)
        .nest_limit(MAX_NESTING)
        .build();
    compiled.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => PatternError::TooLarge,
        regex::Error::Syntax(_) | _ => PatternError::Malformed,
    })
}
