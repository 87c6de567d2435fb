//! Applies a change to one service.

use std::path::Path;

use crate::{
    disk::Destination,
    drift,
    finding::pluralize,
    fleet::{
        conflict::{self, Claim},
        impact::find_impacts,
    },
    report::{SpecOutput, SpecStatus, StatusKind, fleet::ChangedSpec, overwrite},
    workspace::{
        Compiler, FileAction, LoadedSpec, OutputFiles, SpecChange, Target, add_earlier_changes,
    },
};

/// A changed service, before it is written.
pub(super) struct ChangedService {
    /// The files to write; the spec is the first, if it changes.
    pub(super) files: Vec<(Destination, String)>,
    /// Its claims after the change.
    pub(super) claims: Vec<Claim>,
    /// Its claims before the change.
    pub(super) claims_before: Vec<Claim>,
    changed: ChangedSpec,
    targets: Vec<Target>,
}

/// Checks whether the change adds errors to the spec of `input`, and reports them.
pub(super) fn check_change(
    input: &LoadedSpec,
    overlay: &SpecChange,
    compiler: &Compiler,
    spec_output: &mut SpecOutput,
) -> SpecStatus {
    let source = match overlay.source(input) {
        Ok(source) => source,
        Err(error) => return spec_output.failed_spec(&error),
    };
    let outcome = compiler.compile_as(input, &source);
    if outcome.is_clean() || !compiler.compile(input).is_clean() {
        return StatusKind::Clean.into();
    }
    spec_output.report_outcome(&source, &outcome);
    StatusKind::Invalid.into()
}

/// Changes and renders `input`.
///
/// # Errors
/// If it is not changed; the reason is printed.
pub(super) fn apply_change(
    input: &LoadedSpec,
    overlay: &SpecChange,
    compiler: &Compiler,
    spec_output: &mut SpecOutput,
) -> Result<ChangedService, SpecStatus> {
    let failed = |error: String, spec_output: &mut SpecOutput| {
        spec_output.failure(&error);
        SpecStatus::new(StatusKind::Failed, "not changed")
    };
    let source = overlay
        .source(input)
        .map_err(|error| failed(error, spec_output))?;
    let base = overlay.base_name();
    let is_same = source.own.text == input.source.own.text;
    if is_same && base.is_none() {
        return Err(SpecStatus::new(StatusKind::Unchanged, "already set"));
    }
    let old = compiler.compile(input);
    let outcome = compiler.compile_as(input, &source);
    if let Some(SpecStatus { kind, detail }) = SpecStatus::from_outcome(&outcome) {
        spec_output.report_outcome(&source, &outcome);
        let has = if old.has_errors() {
            "has"
        } else {
            "would have"
        };
        let detail = format!("not changed: it {has} {detail}");
        return Err(SpecStatus::new(kind, detail));
    }
    let Some(plan) = &outcome.plan else {
        return Err(SpecStatus::new(StatusKind::Failed, "not changed"));
    };
    let mut outputs = find_impacts(plan, &old.artifacts, &outcome.artifacts);
    let claims = conflict::find_claims(&source, plan);
    let claims_before = old
        .plan
        .map(|plan| conflict::find_claims(&input.source, &plan));
    let files = OutputFiles::below(&input.folder);
    // Files that cannot be read are reported below.
    let (before, _) = files.targets(&input.source, old.artifacts);
    for target in &before {
        add_earlier_changes(target, &mut outputs);
    }
    let (targets, errors) = files.targets(&source, outcome.artifacts);
    for error in &errors {
        spec_output.failure(error);
    }
    let lost: Vec<&Target> = targets
        .iter()
        .filter(|target| !target.state.is_replaceable())
        .collect();
    if !errors.is_empty() || !lost.is_empty() {
        let base = base.filter(|_| is_same);
        for target in &lost {
            spec_output.error(&overwrite::why_not_changed(target, base));
        }
        let files = pluralize(targets.len(), "file");
        let refusal = if base.is_some() {
            "not rendered"
        } else {
            "not changed"
        };
        let detail = format!("{refusal}, {} of {files} would be lost", lost.len());
        return Err(SpecStatus::new(StatusKind::Refused, detail));
    }
    let spec = (!is_same).then(|| {
        let path = input.path().unwrap_or(Path::new(""));
        (Destination::from_user_path(path), source.own.text.clone())
    });
    let changing = targets.iter().filter(|target| target.differs());
    let changing = changing.map(Target::file);
    Ok(ChangedService {
        files: spec.into_iter().chain(changing).collect(),
        changed: ChangedSpec {
            spec: source.own.name.clone(),
            diff: drift::diff_texts(
                &input.source.own.name,
                &input.source.own.text,
                &source.own.text,
            ),
            outputs,
        },
        targets,
        claims,
        claims_before: claims_before.unwrap_or_default(),
    })
}

impl ChangedService {
    /// Reports what was done, or would be.
    pub(super) fn report(self, dry_run: bool, spec_output: &mut SpecOutput) -> SpecStatus {
        let (all, changing) = (pluralize(self.targets.len(), "file"), self.changing());
        spec_output.report_changed(self.changed, dry_run);
        for target in &self.targets {
            let done = if dry_run {
                FileAction::for_skip(target.state)
            } else {
                FileAction::for_safe_write(target.state)
            };
            spec_output.record_drift(|| target.drift().with_action(done));
        }
        let kind = match (self.files.is_empty(), dry_run) {
            (true, _) => StatusKind::Unchanged,
            (false, true) => StatusKind::Changing,
            (false, false) => StatusKind::Changed,
        };
        let detail = if kind == StatusKind::Unchanged {
            all
        } else {
            format!("{changing} of {all}")
        };
        SpecStatus::new(kind, detail)
    }

    /// The path of the spec.
    pub(super) fn spec(&self) -> &str {
        &self.changed.spec
    }

    /// The number of files that change.
    fn changing(&self) -> usize {
        let targets = self.targets.iter();
        targets.filter(|target| target.differs()).count()
    }
}
