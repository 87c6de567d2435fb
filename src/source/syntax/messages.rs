//! Messages for syntax errors, and the bytes that they refer to.

use std::ops::Range;

use super::ParserError;

/// The parser's messages for an invalid value.
const INVALID_VALUE: &[&str] = &[
    "string values must be quoted",
    "invalid float",
    "invalid integer",
    "invalid boolean",
    "invalid date",
    "invalid time",
    "invalid number",
    "unexpected leading zero",
];

/// The parser's message for a key with too many parts, which has no location.
const TOO_MANY_PARTS: &str = "recursion limit";

/// The start of a parser message, the replacement, and the help. `{}` is the affected text.
const MESSAGES: &[(&str, &str, &str)] = &[
    (
        "invalid basic string, expected `\"`",
        "the string is not closed",
        "write `\"` at the end",
    ),
    (
        "invalid literal string, expected `'`",
        "the string is not closed",
        "write `'` at the end",
    ),
    (
        "invalid multi-line basic string, expected `\"`",
        "the multi-line string is not closed",
        "write `\"\"\"` at the end",
    ),
    (
        "invalid multi-line literal string, expected `'`",
        "the multi-line string is not closed",
        "write `'''` at the end",
    ),
    ("duplicate key", "`{}` is set twice", "keep one of the two"),
    (
        "key with no value",
        "a key has no value",
        "write `=` and a value after it",
    ),
    (
        "missing value",
        "a key has no value",
        "write a value after the `=`",
    ),
    (
        "unclosed table",
        "the name of a table is not closed",
        "write `]` after it",
    ),
    (
        "unclosed array table",
        "the name of a table is not closed",
        "write `]]` after it",
    ),
    (
        "missing comma between array elements",
        "missing comma between two items",
        "write `,` between them",
    ),
    (
        "missing comma between key-value pairs",
        "missing comma between two keys",
        "write `,` between them",
    ),
    (
        "unexpected key or value",
        "unexpected text after a value",
        "start a new line here, or remove the rest",
    ),
    ("extra `=`", "extra `=`", "remove it"),
    (
        "unquoted keys cannot be empty",
        "a key has no name",
        "write a name, or remove the line",
    ),
    ("missing table open", "unmatched `]`", "remove it"),
    (
        "missing escaped value",
        "incomplete escape sequence after `\\`",
        "write `\\\\` for a backslash, or quote the string with `'`",
    ),
    (
        "cannot recurse further",
        "tables and arrays are nested more than 80 levels deep",
        "remove them: no part of a spec is nested so deeply",
    ),
    (
        TOO_MANY_PARTS,
        "a key has 80 parts or more",
        "remove it: no key of a spec has so many",
    ),
];

/// The bytes that `error` refers to; for an invalid value, all of it.
pub(super) fn affected_bytes(text: &str, error: &ParserError) -> Range<usize> {
    if error.message.starts_with(TOO_MANY_PARTS) {
        return find_long_key(text);
    }
    let bytes = extend_to_chars(text, &error.bytes);
    if !is_invalid_value(error) {
        return bytes;
    }
    let ends = |c: char| "=,[]{}#\n".contains(c);
    let start = text[..bytes.start]
        .rfind(ends)
        .map_or(0, |before| before + 1);
    let end = text[bytes.start..]
        .find(ends)
        .map_or(text.len(), |length| bytes.start + length);
    let value = &text[start..end];
    if value.trim().is_empty() {
        return bytes;
    }
    let start = start + (value.len() - value.trim_start().len());
    start..start + value.trim().len()
}

/// The message and help for `error`, which refers to `bytes` of `text`.
pub(super) fn message(text: &str, error: &ParserError, bytes: Range<usize>) -> (String, String) {
    let affected = &text[bytes];
    if is_invalid_value(error) {
        return invalid_value(affected);
    }
    if error.message.starts_with("invalid unquoted key") {
        let help = if affected == ":" {
            "write `=` between a key and its value"
        } else {
            "use only letters, digits, `-` and `_`, or quote the key"
        };
        return (
            format!("`{affected}` is not allowed in a key without quotes"),
            help.to_owned(),
        );
    }
    let known = MESSAGES
        .iter()
        .find(|(start, _, _)| error.message.starts_with(start));
    match known {
        Some((_, message, help)) => (message.replace("{}", affected), (*help).to_owned()),
        None => (
            error.message.clone(),
            "fix this first: the text after it may have been misread".to_owned(),
        ),
    }
}

/// The first line of `text` that may have a key with too many parts.
fn find_long_key(text: &str) -> Range<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.matches('.').count() >= 79 {
            return start..start + line.trim_end().len();
        }
        start += line.len();
    }
    0..0
}

/// Extends `bytes` to character boundaries of `text`.
fn extend_to_chars(text: &str, bytes: &Range<usize>) -> Range<usize> {
    let is_boundary = |byte: &usize| text.is_char_boundary(*byte);
    let start = (0..=bytes.start.min(text.len())).rev().find(is_boundary);
    let end = (bytes.end..text.len()).find(is_boundary);
    let start = start.unwrap_or(0);
    start..end.unwrap_or(text.len()).max(start)
}

fn is_invalid_value(error: &ParserError) -> bool {
    INVALID_VALUE
        .iter()
        .any(|words| error.message.starts_with(words))
}

fn invalid_value(value: &str) -> (String, String) {
    if value.is_empty() {
        let help = "write a value after the `=`";
        return ("a key has no value".to_owned(), help.to_owned());
    }
    let help = match value.to_lowercase().as_str() {
        "true" | "yes" | "on" => "write `true`".to_owned(),
        "false" | "no" | "off" => "write `false`".to_owned(),
        _ => {
            let bare = value.trim_matches(['"', '\'']).replace(['"', '\\'], "");
            format!("write it in quotes: `\"{bare}\"`")
        }
    };
    (format!("`{value}` is not a valid value"), help)
}
