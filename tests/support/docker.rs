//! Parses words as Docker does, implemented from its documentation and independently of our printer.

/// Parses the arguments of `ENV name=value` into the name and the value.
#[must_use]
#[track_caller]
pub fn parse_variable(arguments: &str) -> (String, String) {
    let (name, value) = arguments
        .split_once('=')
        .unwrap_or_else(|| panic!("no value: {arguments}"));
    (name.to_owned(), parse_word(value))
}

/// Parses one word: resolves quotes and backslashes, and expands nothing.
///
/// # Panics
/// If it is more than one word, or if `$` would be expanded.
#[must_use]
#[track_caller]
pub fn parse_word(text: &str) -> String {
    let mut out = String::new();
    let mut quote = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            // Inside double quotes, a backslash is literal unless the next character can be escaped.
            (Some('"'), '\\') => match rest.next() {
                Some(c @ ('"' | '$' | '\\')) => out.push(c),
                Some(c) => out.extend(['\\', c]),
                None => panic!("a trailing backslash: {text}"),
            },
            (None, '\\') => out.extend(rest.next()),
            (None | Some('"'), '$') => panic!("Docker expands {text}"),
            (None, c) if c.is_whitespace() => panic!("more than one word: {text}"),
            (_, c) => out.push(c),
        }
    }
    assert_eq!(quote, None, "unclosed quote: {text}");
    out
}
