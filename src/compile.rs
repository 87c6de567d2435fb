//! The whole compiler, in one function.

use crate::{
    artifact::Artifact,
    emit,
    finding::{Finding, Severity, Spot},
    plan::{self, Plan},
    read_back::{self, Difference},
    rules,
    source::{Source, Surroundings},
    spec::{Checked, read::read},
};

/// What comes of a source.
#[derive(Debug)]
pub struct Outcome {
    /// All that is wrong with it, in the order of its files.
    pub findings: Vec<Finding>,
    /// The outputs; none where a finding is an error, or where they say something else than the plan.
    pub artifacts: Vec<Artifact>,
    /// Where they say something else than the plan: faults of tvgen's own.
    pub differences: Vec<Difference>,
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

/// Compiles `source`, held against `surroundings`.
#[must_use]
pub fn compile(source: &Source, surroundings: &Surroundings) -> Outcome {
    compile_with(source, surroundings, emit::emit)
}

/// Compiles `source`, its outputs written by `emit` from the plan and the name of the spec.
#[must_use]
pub fn compile_with(
    source: &Source,
    surroundings: &Surroundings,
    emit: impl FnOnce(&Plan, &str) -> Vec<Artifact>,
) -> Outcome {
    let reading = read(source);
    let mut findings = reading.findings.clone();
    // Half a spec breaks rules that the whole one keeps.
    let found = match source.baseless {
        Some(_) => Vec::new(),
        None => rules::check(&reading.spec, &reading.findings, source, surroundings),
    };
    for mut finding in found {
        finding.at = match finding.at {
            Spot::Place(place) => Spot::Place(reading.restore(&place)),
            Spot::Key(place) => Spot::Key(reading.restore(&place)),
            Spot::Missing(place) => Spot::Missing(reading.restore(&place)),
            Spot::Bytes(span) => Spot::Bytes(span),
        };
        if !reading
            .findings
            .iter()
            .any(|unread| explains(unread, &finding))
        {
            findings.push(finding);
        }
    }
    findings.retain(|finding| !rules::is_allowed(&reading.spec, finding));
    findings.sort_by_key(|finding| {
        let span = finding.at.span(source);
        (span.file, span.start)
    });
    let mut outcome = Outcome {
        findings,
        artifacts: Vec::new(),
        differences: Vec::new(),
    };
    if !outcome.failed() {
        let plan = plan::plan(&Checked::vouch(&reading.spec), source.file_name());
        let artifacts = emit(&plan, source.file_name());
        outcome.differences = read_back::differences(&plan, &artifacts);
        if outcome.differences.is_empty() {
            outcome.artifacts = artifacts;
        }
    }
    outcome
}

/// Whether `finding` is only about what could not be read: the rules miss it, and `unread` has said so.
fn explains(unread: &Finding, finding: &Finding) -> bool {
    let Some(place) = finding.at.place() else {
        return false;
    };
    match &unread.at {
        Spot::Place(gone) | Spot::Missing(gone) => gone.holds(place) || place.holds(gone),
        // A key with a typing error is also the key that is missing; any other key explains nothing.
        Spot::Key(unknown) => {
            let meant = || Some(unknown.parent()?.key(unread.meant()?));
            unknown.holds(place)
                || unread.is_typing_error() && place.holds(unknown)
                || meant().is_some_and(|meant| meant.holds(place))
        }
        Spot::Bytes(_) => false,
    }
}
