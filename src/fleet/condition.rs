//! A condition that chooses services by what their specs say: `base.ruby < 3.4`.

use std::{cell::RefCell, cmp::Ordering};

use globset::Glob;

use super::written::place;
use crate::{
    catalogue::numbers,
    finding::one_of,
    place::Place,
    source::{Source, Value},
    spec::schema::check_key,
};

/// A condition.
#[derive(Clone, Debug)]
pub struct Condition {
    place: Place,
    asked: Asked,
}

/// What is asked of a value.
#[derive(Clone, Debug)]
enum Asked {
    Exists,
    Missing,
    Is(String),
    IsNot(String),
    Compares(fn(Ordering) -> bool, String),
    Matches(globset::GlobMatcher),
}

/// What stands between a key and a value.
const OPERATORS: [&str; 9] = ["=", "!=", "<", "<=", ">", ">=", "~", "exists", "missing"];

impl Condition {
    /// The condition that `text` says: a key, an operator, and a value unless the operator is `exists` or `missing`.
    ///
    /// # Errors
    /// If it says none.
    pub fn parse(text: &str) -> Result<Self, String> {
        let form = || {
            format!(
                "`{text}` is no condition: write a key, an operator and a value, as in 'base.ruby < 3.4'"
            )
        };
        let is_end = |c: char| c.is_whitespace() || "=!<>~".contains(c);
        let (key, rest) = text
            .trim()
            .split_at(text.trim().find(is_end).ok_or_else(form)?);
        let rest = rest.trim_start();
        let is_sign = |c: char| !c.is_whitespace() && "=!<>~".contains(c);
        let length = match rest.find(|c| !is_sign(c)) {
            Some(0) => rest.find(char::is_whitespace).unwrap_or(rest.len()),
            Some(length) => length,
            None => rest.len(),
        };
        let (operator, value) = rest.split_at(length);
        let value = unquoted(value.trim());
        let place = place(key)?;
        check_key(&place)?;
        let asked = match operator {
            "exists" | "missing" if !value.is_empty() => return Err(form()),
            "exists" => Asked::Exists,
            "missing" => Asked::Missing,
            "=" | "!=" | "<" | "<=" | ">" | ">=" | "~" if value.is_empty() => return Err(form()),
            "=" => Asked::Is(value),
            "!=" => Asked::IsNot(value),
            "<" => Asked::Compares(Ordering::is_lt, value),
            "<=" => Asked::Compares(Ordering::is_le, value),
            ">" => Asked::Compares(Ordering::is_gt, value),
            ">=" => Asked::Compares(Ordering::is_ge, value),
            "~" => {
                let glob = Glob::new(&value);
                let glob =
                    glob.map_err(|error| format!("`{value}` is no pattern: {}", error.kind()))?;
                Asked::Matches(glob.compile_matcher())
            }
            other => {
                return Err(format!(
                    "there is no operator `{other}`: {}",
                    one_of(other, OPERATORS)
                ));
            }
        };
        Ok(Self { place, asked })
    }

    /// Whether it holds of what `source` says, with all that it builds on; of an array whether it holds of an item.
    ///
    /// # Errors
    /// If it asks which of two comes first of which only one is a version or a number.
    pub fn holds(&self, source: &Source) -> Result<bool, String> {
        let value = source.value(&self.place);
        Ok(match &self.asked {
            Asked::Exists => value.is_some(),
            Asked::Missing => value.is_none(),
            Asked::Is(wanted) => any(value, |word| word == wanted),
            Asked::IsNot(wanted) => !any(value, |word| word == wanted),
            Asked::Compares(holds, wanted) => {
                if let Some(odd) = words(value)
                    .into_iter()
                    .find(|word| is_version(word) != is_version(wanted))
                {
                    return Err(self.uneven(&odd, wanted, source));
                }
                any(value, |word| holds(compared(word, wanted)))
            }
            Asked::Matches(glob) => any(value, |word| glob.is_match(word)),
        })
    }

    /// Why `said`, which `source` says, does not come before `wanted` nor behind it.
    fn uneven(&self, said: &str, wanted: &str, source: &Source) -> String {
        let place = &self.place;
        let span = source.span(place);
        let file = source.file(span);
        let (line, column) = file.position(span.start);
        let at = format!("{}:{line}:{column}", file.name);
        if is_version(wanted) {
            format!(
                "`{place}` is `{said}` at {at}, which is neither before `{wanted}` nor behind it: \
                 leave it out with --where '{place} != {said}' before"
            )
        } else {
            format!(
                "`{wanted}` is neither before nor behind `{said}`, which `{place}` is at {at}: \
                 write a version or a number, as in '{place} < {said}'"
            )
        }
    }
}

/// Whether `holds` of `value`, or of an item of it.
fn any(value: Option<&Value>, holds: impl Fn(&str) -> bool + Copy) -> bool {
    match value {
        Some(Value::String(text) | Value::Float(text) | Value::Datetime(text)) => holds(text),
        Some(Value::Integer(Some(number))) => holds(&number.to_string()),
        Some(Value::Boolean(flag)) => holds(if *flag { "true" } else { "false" }),
        Some(Value::Array(items)) => items.iter().any(|item| any(Some(&item.value), holds)),
        Some(Value::Integer(None) | Value::Table(_)) | None => false,
    }
}

/// What `value` is, or what its items are, as [`any`] takes them.
fn words(value: Option<&Value>) -> Vec<String> {
    let words = RefCell::new(Vec::new());
    any(value, |word| {
        words.borrow_mut().push(word.to_owned());
        false
    });
    words.into_inner()
}

/// Whether `text` is a version or a number.
fn is_version(text: &str) -> bool {
    !text.is_empty() && text.split('.').all(|number| number.parse::<u32>().is_ok())
}

/// How `one` and `other` follow each other: as versions where both are, otherwise as in the alphabet.
fn compared(one: &str, other: &str) -> Ordering {
    if is_version(one) && is_version(other) {
        numbers(one).cmp(&numbers(other))
    } else {
        one.cmp(other)
    }
}

/// `value` without quotes around it.
fn unquoted(value: &str) -> String {
    let inside = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
    inside('"')
        .or_else(|| inside('\''))
        .unwrap_or(value)
        .to_owned()
}
