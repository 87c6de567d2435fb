//! What an answer is.

use jiff::civil::date;
use tvgen::{
    compile::compile,
    source::{
        File, Source, Surroundings,
        base::{Found, Unread},
    },
};

/// The base that `spec/everything.toml` extends.
const PLATFORM: (&str, &str) = (
    "platform/platform.toml",
    include_str!("../../../../spec/platform/platform.toml"),
);

/// `text` is compiled to outputs or to findings, each of which points into it and says what to do.
///
/// # Panics
/// If it is not.
pub fn answered(text: &str) {
    let found = |name: &str, text: &str| Found {
        file: File {
            name: name.to_owned(),
            text: text.to_owned(),
        },
        id: name.to_owned(),
    };
    let source = Source::load(found("tvgen.toml", text), |path| match path {
        _ if path == PLATFORM.0 => Ok(found(PLATFORM.0, PLATFORM.1)),
        _ => Err(Unread::default()),
    });
    let outcome = compile(&source, &Surroundings::on(date(2026, 11, 25)));
    assert!(outcome.differences.is_empty(), "{:?}", outcome.differences);
    assert_eq!(outcome.failed(), outcome.artifacts.is_empty());
    for finding in &outcome.findings {
        let span = finding.at.span(&source);
        let text = &source.file(span).text;
        assert!(
            span.start <= span.end && span.end <= text.len(),
            "{finding:?}"
        );
        assert!(finding.help.is_some(), "{finding:?}");
    }
}
