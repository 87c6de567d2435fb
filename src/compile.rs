//! The whole compiler, in one function.

use crate::{
    artifact::Artifact,
    emit,
    finding::{Finding, Severity, Spot},
    plan, rules,
    source::Source,
    spec::{Checked, read::read},
};

/// What comes of a source.
#[derive(Debug)]
pub struct Outcome {
    /// All that is wrong with it, in the order of the file.
    pub findings: Vec<Finding>,
    /// The outputs; none where a finding is an error.
    pub artifacts: Vec<Artifact>,
}

impl Outcome {
    /// Whether a finding is an error.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.severity == Severity::Error)
    }
}

/// Compiles `source`.
#[must_use]
pub fn compile(source: &Source) -> Outcome {
    let reading = read(source);
    let mut findings = reading.findings.clone();
    for mut finding in rules::check(&reading.spec) {
        if let Spot::Place(place) = &finding.at {
            let place = reading.restore(place);
            // What could not be read is missing for the rules: it has been reported.
            let known = reading.findings.iter().any(|unread| match &unread.at {
                Spot::Place(unread) | Spot::Key(unread) => {
                    unread.holds(&place) || place.holds(unread)
                }
                Spot::Bytes(_) => false,
            });
            if known && finding.severity == Severity::Error {
                continue;
            }
            finding.at = Spot::Place(place);
        }
        findings.push(finding);
    }
    findings.sort_by_key(|finding| finding.at.span(source).start);
    let mut outcome = Outcome {
        findings,
        artifacts: Vec::new(),
    };
    if !outcome.failed() {
        let plan = plan::plan(&Checked::vouch(&reading.spec));
        outcome.artifacts = emit::emit(&plan, source.file_name());
    }
    outcome
}
