//! The whole compiler, in one function.

mod unread;

use unread::Unread;

use crate::{
    artifact::Artifact,
    emit,
    finding::{Finding, Severity, Spot},
    plan::{self, Plan},
    rules,
    source::{Source, Span, Surroundings},
    spec::{Checked, read::read},
    verify::{self, Difference},
};

/// The most findings of one spec that are listed, for programs too. Nobody fixes more at once, and a spec of 256 KiB can have a
/// hundred thousand.
pub const MOST_FINDINGS: usize = 5_000;

/// What comes of a source.
#[derive(Debug)]
pub struct Outcome {
    /// The findings in the order of the files: at most [`MOST_FINDINGS`], errors before warnings.
    pub findings: Vec<Finding>,
    /// How many errors are not listed.
    pub omitted_errors: usize,
    /// How many warnings are not listed.
    pub omitted_warnings: usize,
    /// The outputs; none where a finding is an error, or where they say something else than the plan.
    pub artifacts: Vec<Artifact>,
    /// Where they say something else than the plan: faults of tvgen's own.
    pub differences: Vec<Difference>,
    /// What is planned; none where a finding is an error.
    pub plan: Option<Plan>,
}

impl Outcome {
    /// How many findings are not listed.
    #[must_use]
    pub fn omitted(&self) -> usize {
        self.omitted_errors + self.omitted_warnings
    }

    /// Whether it has outputs: no finding is an error, and they are what was planned.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.differences.is_empty() && !self.failed()
    }

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
    let mut reading = read(source);
    let unread = Unread::new(source, &reading.findings);
    // Half a spec breaks rules that the whole one keeps.
    let mut found = match source.baseless {
        Some(_) => Vec::new(),
        None => rules::check(&reading.spec, &reading.findings, source, surroundings),
    };
    for finding in &mut found {
        finding.at = match &finding.at {
            Spot::Place(place) => Spot::Place(reading.restore(place)),
            Spot::Key(place) => Spot::Key(reading.restore(place)),
            Spot::Missing(place) => Spot::Missing(reading.restore(place)),
            Spot::Bytes(span) => Spot::Bytes(*span),
        };
    }
    found.retain(|finding| !unread.explains(finding));
    let mut findings = std::mem::take(&mut reading.findings);
    findings.retain(|finding| !unread.is_torn(finding));
    findings.extend(found);
    findings.retain(|finding| !rules::is_allowed(&reading.spec, finding));
    let mut findings = in_order(source, findings);
    let (omitted_errors, omitted_warnings) = limit(&mut findings);
    let mut outcome = Outcome {
        findings,
        omitted_errors,
        omitted_warnings,
        artifacts: Vec::new(),
        differences: Vec::new(),
        plan: None,
    };
    if !outcome.failed() {
        let plan = plan::plan(&Checked::vouch(&reading.spec), source.file_name());
        let artifacts = emit(&plan, source.file_name());
        // What is on disk as it would be now was read back when it was written.
        let is_written = |artifact: &Artifact| {
            let is_written = surroundings.is_written;
            is_written.is_some_and(|is_written| is_written(&artifact.path, &artifact.text))
        };
        outcome.differences = verify::differences(&plan, &artifacts, is_written);
        if outcome.differences.is_empty() {
            outcome.artifacts = artifacts;
        }
        outcome.plan = Some(plan);
    }
    outcome
}

/// Truncates `findings` to [`MOST_FINDINGS`], errors before warnings, and returns how many errors and warnings it
/// removes.
fn limit(findings: &mut Vec<Finding>) -> (usize, usize) {
    let all = findings.len();
    let is_error = |finding: &&Finding| finding.severity == Severity::Error;
    let errors = findings.iter().filter(is_error).count();
    let mut error_places = errors.min(MOST_FINDINGS);
    let mut warning_places = (all - errors).min(MOST_FINDINGS - error_places);
    let omitted = (errors - error_places, all - errors - warning_places);
    findings.retain(|finding| {
        let places = match finding.severity {
            Severity::Error => &mut error_places,
            Severity::Warning => &mut warning_places,
        };
        let has_place = *places > 0;
        *places = places.saturating_sub(1);
        has_place
    });
    omitted
}

/// `findings` in the order of the files that they are about, each of them once.
fn in_order(source: &Source, findings: Vec<Finding>) -> Vec<Finding> {
    let findings = findings.into_iter();
    let mut located: Vec<(Span, Finding)> = findings
        .map(|finding| (finding.at.span(source), finding))
        .collect();
    located.sort_by_key(|(span, finding)| (*span, finding.code));
    let mut said: Vec<(Span, Finding)> = Vec::new();
    for (span, finding) in located {
        let same_rule = said
            .iter()
            .rev()
            .take_while(|(other_span, other)| (*other_span, other.code) == (span, finding.code));
        let mut messages = same_rule.map(|(_, other)| &other.message);
        if messages.all(|message| *message != finding.message) {
            said.push((span, finding));
        }
    }
    said.into_iter().map(|(_, finding)| finding).collect()
}
