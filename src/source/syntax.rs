//! Turns the errors of the TOML parser into syntax errors, without mere consequences of other errors.

mod brackets;
mod messages;

use std::ops::Range;

use super::Span;

/// The maximum number of syntax errors reported for a file.
const MAX_ERRORS: usize = 1000;

/// A syntax error.
#[derive(Clone, Debug)]
pub struct SyntaxError {
    /// The error message.
    pub message: String,
    /// How to fix it.
    pub help: String,
    /// The location.
    pub span: Span,
    /// The text that may have been misread because of the error.
    pub affected: Span,
}

/// An error of the TOML parser.
pub(super) struct ParserError {
    /// The error and what was expected.
    pub(super) message: String,
    /// The location.
    pub(super) bytes: Range<usize>,
}

/// The syntax errors of `text`, the content of the file `file`, from the errors of the parser.
pub(super) fn syntax_errors(
    file: usize,
    text: &str,
    mut parser_errors: Vec<ParserError>,
) -> Vec<SyntaxError> {
    parser_errors.sort_by_key(|error| error.bytes.start);
    let mut errors = Vec::new();
    let is_unclosed = |error: &ParserError| {
        ["unclosed array,", "unclosed inline table"]
            .iter()
            .any(|words| error.message.starts_with(words))
    };
    let open = parser_errors
        .iter()
        .any(is_unclosed)
        .then(|| brackets::find_unclosed(text));
    if let Some((open, close)) = open.flatten() {
        parser_errors.retain(|error| error.bytes.start < open);
        errors.push(SyntaxError {
            message: format!("`{}` is not closed", &text[open..=open]),
            help: format!("write `{close}` to close it"),
            span: Span::new(file, open..open + 1),
            affected: Span::new(file, open..text.len()),
        });
    }
    let mut end = None;
    for error in parser_errors {
        let bytes = messages::affected_bytes(text, &error);
        let is_consequence = end.is_some_and(|end| {
            let between = text.get(end..bytes.start).unwrap_or_default();
            between.chars().all(|c| c == ' ' || c == '\t')
        });
        end = end.max(Some(bytes.end));
        if !is_consequence {
            let (message, help) = messages::message(text, &error, bytes.clone());
            let span = Span::new(file, bytes);
            errors.push(SyntaxError {
                message,
                help,
                span,
                affected: span,
            });
        }
    }
    errors.sort_by_key(|error| error.span);
    if errors.len() > MAX_ERRORS {
        let more = errors.split_off(MAX_ERRORS);
        errors.extend(more.first().map(|first| SyntaxError {
            message: format!("{} more syntax errors follow", more.len()),
            help: "fix the errors above first".to_owned(),
            ..*first
        }));
    }
    errors
}
