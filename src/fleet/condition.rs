//! Parses and evaluates conditions that select services by the values in their specs: `base.ruby < 3.4`.

use std::{cell::RefCell, cmp::Ordering};

use globset::Glob;

use super::argument::parse_key;
use crate::{
    catalogue::version_numbers,
    finding::suggest,
    place::Place,
    source::{Source, Value},
    spec::schema::check_key,
};

/// A condition on the value of a key.
#[derive(Clone, Debug)]
pub struct Condition {
    place: Place,
    test: Test,
}

/// A test of a value.
#[derive(Clone, Debug)]
enum Test {
    Exists,
    Missing,
    Is(String),
    IsNot(String),
    Compares(fn(Ordering) -> bool, String),
    Matches(globset::GlobMatcher),
}

/// The operators.
const OPERATORS: [&str; 9] = ["=", "!=", "<", "<=", ">", ">=", "~", "exists", "missing"];

impl Condition {
    /// Parses `condition`: a key, an operator, and a value unless the operator is `exists` or `missing`.
    ///
    /// # Errors
    /// If it is not a condition.
    pub fn parse(condition: &str) -> Result<Self, String> {
        let invalid = || {
            format!(
                "`{condition}` is not a condition: write a key, an operator and a value, such as 'base.ruby < 3.4'"
            )
        };
        let is_end = |c: char| c.is_whitespace() || "=!<>~".contains(c);
        let trimmed = condition.trim();
        let (key, rest) = trimmed.split_at(trimmed.find(is_end).ok_or_else(invalid)?);
        let rest = rest.trim_start();
        let is_sign = |c: char| !c.is_whitespace() && "=!<>~".contains(c);
        let length = match rest.find(|c| !is_sign(c)) {
            Some(0) => rest.find(char::is_whitespace).unwrap_or(rest.len()),
            Some(length) => length,
            None => rest.len(),
        };
        let (operator, value) = rest.split_at(length);
        let value = unquote(value.trim());
        let place = parse_key(key)?;
        check_key(&place)?;
        let test = match operator {
            "exists" | "missing" if !value.is_empty() => return Err(invalid()),
            "exists" => Test::Exists,
            "missing" => Test::Missing,
            "=" | "!=" | "<" | "<=" | ">" | ">=" | "~" if value.is_empty() => return Err(invalid()),
            "=" => Test::Is(value),
            "!=" => Test::IsNot(value),
            "<" => Test::Compares(Ordering::is_lt, value),
            "<=" => Test::Compares(Ordering::is_le, value),
            ">" => Test::Compares(Ordering::is_gt, value),
            ">=" => Test::Compares(Ordering::is_ge, value),
            "~" => {
                let glob = Glob::new(&value);
                let glob = glob.map_err(|error| {
                    format!("`{value}` is not a valid pattern: {}", error.kind())
                })?;
                Test::Matches(glob.compile_matcher())
            }
            other => {
                return Err(format!(
                    "unknown operator `{other}`: {}",
                    suggest(other, OPERATORS)
                ));
            }
        };
        Ok(Self { place, test })
    }

    /// Whether `source`, including its base specs, satisfies the condition. An array satisfies a condition if one of its
    /// items does, but `!=` only if all items differ.
    ///
    /// # Errors
    /// If the condition compares a version or a number with something else.
    pub fn matches(&self, source: &Source) -> Result<bool, String> {
        let value = source.value(&self.place);
        Ok(match &self.test {
            Test::Exists => value.is_some(),
            Test::Missing => value.is_none(),
            Test::Is(expected) => any_text(value, |text| text == expected),
            Test::IsNot(expected) => !any_text(value, |text| text == expected),
            Test::Compares(accepts, expected) => {
                if let Some(other) = texts(value)
                    .into_iter()
                    .find(|text| is_version(text) != is_version(expected))
                {
                    return Err(self.incomparable_message(&other, expected, source));
                }
                any_text(value, |text| accepts(compare(text, expected)))
            }
            Test::Matches(glob) => any_text(value, |text| glob.is_match(text)),
        })
    }

    /// The error for `value`, set in `source`, which cannot be compared with `expected`.
    fn incomparable_message(&self, value: &str, expected: &str, source: &Source) -> String {
        let place = &self.place;
        let span = source.span(place);
        let file = source.file(span);
        let (line, column) = file.position(span.start);
        let location = format!("{}:{line}:{column}", file.name);
        if is_version(expected) {
            format!(
                "cannot compare `{place}` at {location} with `{expected}`: `{value}` is not a version or a number; \
                 exclude it first with --where '{place} != {value}'"
            )
        } else {
            format!(
                "cannot compare `{place}` at {location} with `{expected}`: write a version or a number, such as \
                 '{place} < {value}'"
            )
        }
    }
}

/// Whether `accepts` is true for the text of `value`, or of one of its items.
fn any_text(value: Option<&Value>, accepts: impl Fn(&str) -> bool + Copy) -> bool {
    match value {
        Some(Value::String(text) | Value::Float(text) | Value::Datetime(text)) => accepts(text),
        Some(Value::Integer(Some(number))) => accepts(&number.to_string()),
        Some(Value::Boolean(flag)) => accepts(if *flag { "true" } else { "false" }),
        Some(Value::Array(items)) => {
            let mut items = items.iter();
            items.any(|item| any_text(Some(&item.value), accepts))
        }
        Some(Value::Integer(None) | Value::Table(_)) | None => false,
    }
}

/// The texts of `value` and its items that [`any_text`] tests.
fn texts(value: Option<&Value>) -> Vec<String> {
    let texts = RefCell::new(Vec::new());
    any_text(value, |text| {
        texts.borrow_mut().push(text.to_owned());
        false
    });
    texts.into_inner()
}

/// Whether `text` is a version or a number.
fn is_version(text: &str) -> bool {
    !text.is_empty() && text.split('.').all(|number| number.parse::<u32>().is_ok())
}

/// Compares `left` and `right`: as versions if both are, otherwise alphabetically.
fn compare(left: &str, right: &str) -> Ordering {
    if is_version(left) && is_version(right) {
        version_numbers(left).cmp(&version_numbers(right))
    } else {
        left.cmp(right)
    }
}

/// Removes the quotes around `value`.
fn unquote(value: &str) -> String {
    let inside = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
    inside('"')
        .or_else(|| inside('\''))
        .unwrap_or(value)
        .to_owned()
}
