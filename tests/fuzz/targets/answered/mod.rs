//! What an answer is.

use jiff::civil::date;
use tvgen::{
    compile::compile,
    source::{Source, Surroundings},
};

/// `text` is compiled to outputs or to findings, each of which points into it and says what to do.
///
/// # Panics
/// If it is not.
pub fn answered(text: &str) {
    let source = Source::new("tvgen.toml", text);
    let outcome = compile(&source, &Surroundings::on(date(2026, 11, 25)));
    assert!(outcome.differences.is_empty(), "{:?}", outcome.differences);
    assert_eq!(outcome.failed(), outcome.artifacts.is_empty());
    for finding in &outcome.findings {
        let span = finding.at.span(&source);
        assert!(span.start <= span.end && span.end <= text.len(), "{finding:?}");
        assert!(finding.help.is_some(), "{finding:?}");
    }
}
