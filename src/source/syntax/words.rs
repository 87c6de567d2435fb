//! The words for a fault of syntax, and what they are about.

use std::ops::Range;

use super::Told;

/// What the reader says of something that is none of the values of TOML.
const NO_VALUE: &[&str] = &[
    "string values must be quoted",
    "invalid float",
    "invalid integer",
    "invalid boolean",
    "invalid date",
    "invalid time",
    "invalid number",
    "unexpected leading zero",
];

/// What the reader says of a key with too many parts, and does not say where.
const TOO_LONG: &str = "recursion limit";

/// What the reader says first, what we say instead, and what is to be done. `{}` is the text that it is about.
const WORDS: &[(&str, &str, &str)] = &[
    (
        "invalid basic string, expected `\"`",
        "the string is not closed",
        "write `\"` at its end",
    ),
    (
        "invalid literal string, expected `'`",
        "the string is not closed",
        "write `'` at its end",
    ),
    (
        "invalid multi-line basic string, expected `\"`",
        "the string of several lines is not closed",
        "write `\"\"\"` at its end",
    ),
    (
        "invalid multi-line literal string, expected `'`",
        "the string of several lines is not closed",
        "write `'''` at its end",
    ),
    ("duplicate key", "`{}` is said twice", "keep one of the two"),
    (
        "key with no value",
        "a key has no value",
        "write `=` and a value behind it",
    ),
    (
        "missing value",
        "a key has no value",
        "write a value behind the `=`",
    ),
    (
        "unclosed table",
        "the name of a table is not closed",
        "write `]` behind it",
    ),
    (
        "unclosed array table",
        "the name of a table is not closed",
        "write `]]` behind it",
    ),
    (
        "missing comma between array elements",
        "two items stand side by side",
        "write `,` between them",
    ),
    (
        "missing comma between key-value pairs",
        "two keys stand side by side",
        "write `,` between them",
    ),
    (
        "unexpected key or value",
        "the line goes on behind its value",
        "begin a new line here, or take the rest out",
    ),
    ("extra `=`", "there is one `=` too many", "take it out"),
    (
        "unquoted keys cannot be empty",
        "a key has no name",
        "write it, or take out what stands here",
    ),
    ("missing table open", "a `]` closes nothing", "take it out"),
    (
        "missing escaped value",
        "a `\\` has nothing to escape",
        "write `\\\\` for a backslash, or put the string in `'`",
    ),
    (
        "cannot recurse further",
        "tables and arrays lie in each other more than eighty deep",
        "take them out: nothing in a spec lies so deep",
    ),
    (
        TOO_LONG,
        "a key has eighty parts and more",
        "take it out: none in a spec has so many",
    ),
];

/// The bytes that `fault` is about: where something is no value, all of it.
pub(super) fn bytes(text: &str, fault: &Told) -> Range<usize> {
    if fault.message.starts_with(TOO_LONG) {
        return long_key(text);
    }
    let bytes = whole(text, &fault.bytes);
    if !is_no_value(fault) {
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

/// What is wrong, and what to write instead, if `fault` is about `bytes` of `text`.
pub(super) fn words(text: &str, fault: &Told, bytes: Range<usize>) -> (String, String) {
    let about = &text[bytes];
    if is_no_value(fault) {
        return no_value(about);
    }
    if fault.message.starts_with("invalid unquoted key") {
        let help = if about == ":" {
            "write `=` between a key and its value"
        } else {
            "write it with letters, digits, `-` and `_` alone, or put it in quotes"
        };
        return (format!("no key has `{about}` in it"), help.to_owned());
    }
    let known = WORDS
        .iter()
        .find(|(told, _, _)| fault.message.starts_with(told));
    match known {
        Some((_, message, help)) => (message.replace("{}", about), (*help).to_owned()),
        None => (
            fault.message.clone(),
            "mend this first: what follows may have been read another way than it was meant"
                .to_owned(),
        ),
    }
}

/// The first line of `text` that can have a key with too many parts.
fn long_key(text: &str) -> Range<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.matches('.').count() >= 79 {
            return start..start + line.trim_end().len();
        }
        start += line.len();
    }
    0..0
}

/// `bytes` of `text`, and the rest of the characters at both ends.
fn whole(text: &str, bytes: &Range<usize>) -> Range<usize> {
    let is_between = |byte: &usize| text.is_char_boundary(*byte);
    let start = (0..=bytes.start.min(text.len())).rev().find(is_between);
    let end = (bytes.end..text.len()).find(is_between);
    let start = start.unwrap_or(0);
    start..end.unwrap_or(text.len()).max(start)
}

fn is_no_value(fault: &Told) -> bool {
    NO_VALUE
        .iter()
        .any(|words| fault.message.starts_with(words))
}

fn no_value(value: &str) -> (String, String) {
    if value.is_empty() {
        let help = "write a value behind the `=`";
        return ("a key has no value".to_owned(), help.to_owned());
    }
    let help = match value.to_lowercase().as_str() {
        "true" | "yes" | "on" => "write `true`".to_owned(),
        "false" | "no" | "off" => "write `false`".to_owned(),
        _ => {
            let bare = value.trim_matches(['"', '\'']).replace(['"', '\\'], "");
            format!("put text in quotes: `\"{bare}\"`")
        }
    };
    (format!("`{value}` is no value"), help)
}
