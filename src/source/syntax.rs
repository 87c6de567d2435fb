//! What is not TOML, as one tells whoever wrote it: each fault once, without what only follows from another.

mod brackets;
mod words;

use std::ops::Range;

use super::Span;

/// How many faults are told of a file: what has more is no spec.
const MOST_ERRORS: usize = 1000;

/// Why a text is not TOML.
#[derive(Clone, Debug)]
pub struct SyntaxError {
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// Where.
    pub span: Span,
    /// All that may have been read another way than it was meant.
    pub torn: Span,
}

/// A fault, as the reader of TOML tells it.
pub(super) struct Told {
    /// What is wrong, and what was expected.
    pub(super) message: String,
    /// Where.
    pub(super) bytes: Range<usize>,
}

/// What is wrong with `text`, which is that of the file `file`, where the reader `told` of faults in it.
pub(super) fn errors(file: usize, text: &str, mut told: Vec<Told>) -> Vec<SyntaxError> {
    told.sort_by_key(|fault| fault.bytes.start);
    let mut errors = Vec::new();
    let is_unclosed = |fault: &Told| {
        ["unclosed array,", "unclosed inline table"]
            .iter()
            .any(|words| fault.message.starts_with(words))
    };
    let open = told
        .iter()
        .any(is_unclosed)
        .then(|| brackets::unclosed(text));
    if let Some((open, close)) = open.flatten() {
        told.retain(|fault| fault.bytes.start < open);
        errors.push(SyntaxError {
            message: format!("`{}` is not closed", &text[open..=open]),
            help: format!("write `{close}` where it ends"),
            span: Span::new(file, open..open + 1),
            torn: Span::new(file, open..text.len()),
        });
    }
    let mut end = None;
    for fault in told {
        let bytes = words::bytes(text, &fault);
        let follows = end.is_some_and(|end| {
            let between = text.get(end..bytes.start).unwrap_or_default();
            between.chars().all(|c| c == ' ' || c == '\t')
        });
        end = end.max(Some(bytes.end));
        if !follows {
            let (message, help) = words::words(text, &fault, bytes.clone());
            let span = Span::new(file, bytes);
            errors.push(SyntaxError {
                message,
                help,
                span,
                torn: span,
            });
        }
    }
    errors.sort_by_key(|error| error.span);
    if errors.len() > MOST_ERRORS {
        let more = errors.split_off(MOST_ERRORS);
        errors.extend(more.first().map(|first| SyntaxError {
            message: format!("{} more faults of syntax begin here", more.len()),
            help: "mend those before it first".to_owned(),
            ..*first
        }));
    }
    errors
}
