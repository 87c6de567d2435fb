//! Checks that a compiled spec has either outputs or errors. The fuzz targets use this file too.

use std::collections::HashSet;

use tvgen::{compile::Outcome, finding::Finding, source::Source};

/// Checks that `outcome` has outputs or errors but not both, and that each finding of `source` is listed once, in file order,
/// is located inside its file, and has help.
///
/// # Panics
/// If one of these is not the case.
#[track_caller]
pub fn check_outcome(source: &Source, outcome: &Outcome) {
    assert!(outcome.differences.is_empty(), "{:?}", outcome.differences);
    assert_eq!(
        outcome.has_errors(),
        outcome.artifacts.is_empty(),
        "{source:?}"
    );
    let key = |finding: &Finding| {
        let span = finding.location.span(source);
        (span, finding.code, finding.message.clone())
    };
    let keys: Vec<_> = outcome.findings.iter().map(key).collect();
    assert!(
        keys.is_sorted_by_key(|(span, code, _)| (*span, *code)),
        "{keys:?}"
    );
    let unique: HashSet<_> = keys.iter().collect();
    assert_eq!(unique.len(), keys.len(), "{keys:?}");
    for finding in &outcome.findings {
        let span = finding.location.span(source);
        let text = &source.file(span).text;
        assert!(
            span.start <= span.end && span.end <= text.len(),
            "{} in {text}",
            finding.name
        );
        assert!(
            finding.help.is_some(),
            "{} has no help: {}",
            finding.name,
            finding.message
        );
    }
}
