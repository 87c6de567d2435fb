//! What Docker makes of words, written from its documentation and not from our printer.

/// The name and the value of `ENV name=value`, as one instruction has them.
#[must_use]
#[track_caller]
pub fn variable(arguments: &str) -> (String, String) {
    let (name, value) = arguments
        .split_once('=')
        .unwrap_or_else(|| panic!("no value: {arguments}"));
    (name.to_owned(), word(value))
}

/// One word: quotes and backslashes read, and nothing expanded.
///
/// # Panics
/// If it is more than one word, or if `$` would be expanded.
#[must_use]
#[track_caller]
pub fn word(text: &str) -> String {
    let mut out = String::new();
    let mut quote = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            // Inside double quotes a backslash stays before what it does not escape.
            (Some('"'), '\\') => match rest.next() {
                Some(c @ ('"' | '$' | '\\')) => out.push(c),
                Some(c) => out.extend(['\\', c]),
                None => panic!("a lone backslash: {text}"),
            },
            (None, '\\') => out.extend(rest.next()),
            (None | Some('"'), '$') => panic!("Docker expands {text}"),
            (None, c) if c.is_whitespace() => panic!("more than one word: {text}"),
            (_, c) => out.push(c),
        }
    }
    assert_eq!(quote, None, "a quote is not closed: {text}");
    out
}
