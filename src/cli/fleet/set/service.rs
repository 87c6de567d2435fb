//! A service after a change.

use std::path::Path;

use crate::{
    disk::Destination,
    drift,
    finding::count,
    fleet::{
        clash::{self, Owned},
        consequence::consequences,
    },
    report::{SpecOutput, SpecStatus, StatusKind, fleet::Changed, lost},
    workspace::{Compiler, Done, Files, Input, Overlay, Target, add_earlier_changes},
};

/// A service that is ready to be changed.
pub(super) struct ChangedService {
    /// The files to write, its spec the first if that changes.
    pub(super) files: Vec<(Destination, String)>,
    /// What the service has for its own then.
    pub(super) owned: Vec<Owned>,
    /// What it had for its own before.
    pub(super) owned_before: Vec<Owned>,
    changed: Changed,
    targets: Vec<Target>,
}

/// Whether the change adds errors to the spec of `input`; reports them.
pub(super) fn faults(
    input: &Input,
    overlay: &Overlay,
    compiler: &Compiler,
    spec_output: &mut SpecOutput,
) -> SpecStatus {
    let source = match overlay.source(input) {
        Ok(source) => source,
        Err(error) => return spec_output.fail(&error),
    };
    let outcome = compiler.compile_as(input, &source);
    if outcome.is_clean() || !compiler.compile(input).is_clean() {
        return StatusKind::Clean.into();
    }
    spec_output.outcome(&source, &outcome);
    StatusKind::Faulty.into()
}

/// Changes and renders `input`.
///
/// # Errors
/// If it stays unchanged; the reason is printed.
pub(super) fn change(
    input: &Input,
    overlay: &Overlay,
    compiler: &Compiler,
    spec_output: &mut SpecOutput,
) -> Result<ChangedService, SpecStatus> {
    let failed = |error: String, spec_output: &mut SpecOutput| {
        spec_output.failure(&error);
        SpecStatus::new(StatusKind::Failed, "left as it is")
    };
    let source = overlay
        .source(input)
        .map_err(|error| failed(error, spec_output))?;
    let base = overlay.base_name();
    let is_same = source.own.text == input.source.own.text;
    if is_same && base.is_none() {
        return Err(SpecStatus::new(StatusKind::Unchanged, "it says so already"));
    }
    let old = compiler.compile(input);
    let outcome = compiler.compile_as(input, &source);
    if let Some(SpecStatus { kind, detail }) = SpecStatus::of(&outcome) {
        spec_output.outcome(&source, &outcome);
        let has = if old.failed() { "has" } else { "would have" };
        let detail = format!("left as it is, it {has} {detail}");
        return Err(SpecStatus::new(kind, detail));
    }
    let Some(plan) = &outcome.plan else {
        return Err(SpecStatus::new(StatusKind::Failed, "left as it is"));
    };
    let mut outputs = consequences(plan, &old.artifacts, &outcome.artifacts);
    let owned = clash::owned(&source, plan);
    let owned_before = old.plan.map(|plan| clash::owned(&input.source, &plan));
    let files = Files::below(&input.folder);
    // A spec that cannot be read is reported below.
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
        .filter(|target| !target.state.is_ours())
        .collect();
    if !errors.is_empty() || !lost.is_empty() {
        let base = base.filter(|_| is_same);
        for target in &lost {
            spec_output.error(&lost::not_changed(target, base));
        }
        let files = count(targets.len(), "file");
        let left = if base.is_some() {
            "not rendered"
        } else {
            "left as it is"
        };
        let detail = format!("{left}, {} of {files} would be lost", lost.len());
        return Err(SpecStatus::new(StatusKind::Refused, detail));
    }
    let spec = (!is_same).then(|| {
        let path = input.path().unwrap_or(Path::new(""));
        (Destination::named(path), source.own.text.clone())
    });
    let changing = targets.iter().filter(|target| target.differs());
    let changing = changing.map(Target::file);
    Ok(ChangedService {
        files: spec.into_iter().chain(changing).collect(),
        changed: Changed {
            spec: source.own.name.clone(),
            diff: drift::changes(
                &input.source.own.name,
                &input.source.own.text,
                &source.own.text,
            ),
            outputs,
        },
        targets,
        owned,
        owned_before: owned_before.unwrap_or_default(),
    })
}

impl ChangedService {
    /// Tells what was done, or would be.
    pub(super) fn tell(self, dry_run: bool, spec_output: &mut SpecOutput) -> SpecStatus {
        let (all, changing) = (count(self.targets.len(), "file"), self.changing());
        spec_output.changed(self.changed);
        for target in &self.targets {
            let done = if dry_run {
                Done::leaving(target.state)
            } else {
                Done::writing_ours(target.state)
            };
            spec_output.drift(|| target.drift().with_done(done));
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

    /// The spec.
    pub(super) fn spec(&self) -> &str {
        &self.changed.spec
    }

    /// How many outputs are not on disk as they will be.
    fn changing(&self) -> usize {
        let targets = self.targets.iter();
        targets.filter(|target| target.differs()).count()
    }
}
