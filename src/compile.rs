//! Compiles a source into findings and artifacts.

mod unparsed_parts;

use unparsed_parts::UnparsedParts;

use crate::{
    artifact::Artifact,
    emit,
    finding::{Finding, Location, Severity},
    plan::{self, Plan},
    rules,
    source::{CompileInputs, Source, Span},
    spec::{Checked, read::read},
    verify::{self, Difference},
};

/// The maximum number of listed findings of a spec, in every format. A spec of 256 KiB can have a hundred thousand.
pub const MAX_FINDINGS: usize = 5_000;

/// The result of a compilation.
#[derive(Debug)]
pub struct Outcome {
    /// The findings in the order of the files: at most [`MAX_FINDINGS`], errors before warnings.
    pub findings: Vec<Finding>,
    /// The number of errors that are not listed.
    pub omitted_errors: usize,
    /// The number of warnings that are not listed.
    pub omitted_warnings: usize,
    /// The generated files; empty if there are errors or differences from the plan.
    pub artifacts: Vec<Artifact>,
    /// Differences of the generated files from the plan: bugs of tvgen.
    pub differences: Vec<Difference>,
    /// The plan; `None` if there are errors.
    pub plan: Option<Plan>,
}

impl Outcome {
    /// The number of findings that are not listed.
    #[must_use]
    pub fn omitted(&self) -> usize {
        self.omitted_errors + self.omitted_warnings
    }

    /// Whether there are neither errors nor differences from the plan.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.differences.is_empty() && !self.has_errors()
    }

    /// Whether there are errors.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.severity == Severity::Error)
    }
}

/// Compiles `source`; rules also check it against `inputs`.
#[must_use]
pub fn compile(source: &Source, inputs: &CompileInputs) -> Outcome {
    compile_with(source, inputs, emit::emit)
}

/// Compiles `source` with `emit`, which renders the outputs from the plan and the name of the spec.
#[must_use]
pub fn compile_with(
    source: &Source,
    inputs: &CompileInputs,
    emit: impl FnOnce(&Plan, &str) -> Vec<Artifact>,
) -> Outcome {
    let mut reading = read(source);
    let skipped = UnparsedParts::new(source, &reading.findings);
    // Without its base spec, a spec may violate rules that the complete spec meets.
    let mut found = match source.missing_base {
        Some(_) => Vec::new(),
        None => rules::check(&reading.spec, &reading.findings, source, inputs),
    };
    for finding in &mut found {
        finding.location = match &finding.location {
            Location::Place(place) => Location::Place(reading.source_place(place)),
            Location::Key(place) => Location::Key(reading.source_place(place)),
            Location::Missing(place) => Location::Missing(reading.source_place(place)),
            Location::Bytes(span) => Location::Bytes(*span),
        };
    }
    found.retain(|finding| !skipped.is_consequence(finding));
    let mut findings = std::mem::take(&mut reading.findings);
    findings.retain(|finding| !skipped.is_in_syntax_error(finding));
    findings.extend(found);
    findings.retain(|finding| !rules::is_allowed(&reading.spec, finding));
    let mut findings = sort_and_dedup(source, findings);
    let (omitted_errors, omitted_warnings) = limit(&mut findings);
    let mut outcome = Outcome {
        findings,
        omitted_errors,
        omitted_warnings,
        artifacts: Vec::new(),
        differences: Vec::new(),
        plan: None,
    };
    if !outcome.has_errors() {
        let spec = Checked::assume_checked(&reading.spec);
        let plan = plan::plan(&spec, source.file_name(), inputs.repository);
        let artifacts = emit(&plan, source.file_name());
        // An unchanged file was verified when it was written.
        let is_unchanged = |artifact: &Artifact| {
            let is_on_disk = inputs.is_on_disk;
            is_on_disk.is_some_and(|is_on_disk| is_on_disk(&artifact.path, &artifact.text))
        };
        outcome.differences = verify::differences(&plan, &artifacts, is_unchanged);
        if outcome.differences.is_empty() {
            outcome.artifacts = artifacts;
        }
        outcome.plan = Some(plan);
    }
    outcome
}

/// Truncates `findings` to [`MAX_FINDINGS`], errors before warnings, and returns how many errors and warnings it
/// removes.
fn limit(findings: &mut Vec<Finding>) -> (usize, usize) {
    let all = findings.len();
    let is_error = |finding: &&Finding| finding.severity == Severity::Error;
    let errors = findings.iter().filter(is_error).count();
    let mut errors_left = errors.min(MAX_FINDINGS);
    let mut warnings_left = (all - errors).min(MAX_FINDINGS - errors_left);
    let omitted = (errors - errors_left, all - errors - warnings_left);
    findings.retain(|finding| {
        let left = match finding.severity {
            Severity::Error => &mut errors_left,
            Severity::Warning => &mut warnings_left,
        };
        let is_listed = *left > 0;
        *left = left.saturating_sub(1);
        is_listed
    });
    omitted
}

/// Sorts `findings` by their location and removes duplicates.
fn sort_and_dedup(source: &Source, findings: Vec<Finding>) -> Vec<Finding> {
    let findings = findings.into_iter();
    let mut located: Vec<(Span, Finding)> = findings
        .map(|finding| (finding.location.span(source), finding))
        .collect();
    located.sort_by_key(|(span, finding)| (*span, finding.code));
    let mut unique: Vec<(Span, Finding)> = Vec::new();
    for (span, finding) in located {
        let same_rule = unique
            .iter()
            .rev()
            .take_while(|(other_span, other)| (*other_span, other.code) == (span, finding.code));
        let mut messages = same_rule.map(|(_, other)| &other.message);
        if messages.all(|message| *message != finding.message) {
            unique.push((span, finding));
        }
    }
    unique.into_iter().map(|(_, finding)| finding).collect()
}
