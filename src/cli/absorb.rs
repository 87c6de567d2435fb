//! `tvgen absorb`: moves hand edits from generated files into their specs.

use std::{collections::HashMap, path::PathBuf};

use clap::Args;

use super::{
    ExitStatus, for_each_spec::for_each_spec, format::Reporting, output::Output, select::Specs,
};
use crate::{
    absorb::{self, Attempt, EditedFile},
    compile::Outcome,
    disk::Destination,
    drift::State,
    finding::pluralize,
    report::{SpecOutput, SpecStatus, StatusKind, absorb as report, overwrite},
    workspace::{
        self, Compiler, FileAction, FileDrift, LoadedSpec, OutputFiles, OutputOwner, OutputOwners,
        Target,
    },
};

/// Move hand edits from generated files into the spec
///
/// An edit that a key can express, such as a version that Dependabot raised, is written into the spec, whose comments
/// and layout are preserved. Then the files are rendered again, and must contain the edit. Other edits stay in their
/// files, and are listed with the reason.
#[derive(Args, Debug)]
#[command(after_long_help = "\
Examples:
  tvgen absorb                       Move edits into `tvgen.toml`
  tvgen absorb services/notes        Move edits into the spec of one service
  tvgen absorb --dry-run             Show how the spec would change, as a diff

Exit status:
  0  No hand edits are left
  1  A spec has errors, or an edit could not be moved
  2  A spec or a file could not be read or written")]
pub(super) struct Absorb {
    #[command(flatten)]
    specs: Specs,

    /// Read and write files below DIR instead of the spec's folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Show how the spec would change, as a diff, without writing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    pub(super) reporting: Reporting,
}

/// The changes for one spec.
struct PendingChanges {
    /// The owner of each file.
    owned: Vec<(Destination, OutputOwner)>,
    /// The files to write.
    files: Vec<(Destination, String)>,
    /// The report on each output.
    drifts: Vec<(FileDrift, FileAction)>,
    /// The status of the spec once the files are written.
    status: SpecStatus,
}

impl Absorb {
    pub(super) fn run(&self, compiler: &Compiler, output: &mut Output) -> ExitStatus {
        let selection = self.specs.select(compiler, output);
        let is_only_spec = !selection.has_many();
        let options = output.options();
        let mut owners = OutputOwners::default();
        let work = |input: LoadedSpec, spec_output: &mut SpecOutput| {
            self.find_edits(&input, is_only_spec, compiler, spec_output)
        };
        let finish = |pending: Result<PendingChanges, SpecStatus>, spec_output: &mut SpecOutput| {
            let mut pending = match pending {
                Ok(pending) => pending,
                Err(status) => return status,
            };
            if let Err(error) = owners.add(std::mem::take(&mut pending.owned)) {
                // Discard the report: none of it is going to be written.
                *spec_output = SpecOutput::new(options);
                return spec_output.failed_spec(&error);
            }
            self.write(pending, is_only_spec, spec_output)
                .unwrap_or_else(|error| spec_output.failed_spec(&error))
        };
        for_each_spec(&selection, "absorb", output, work, finish)
    }

    /// Finds the hand edits in the files of `input`, and the changes to the spec.
    ///
    /// # Errors
    /// If nothing can be absorbed; the reason is reported.
    fn find_edits(
        &self,
        input: &LoadedSpec,
        is_only_spec: bool,
        compiler: &Compiler,
        spec_output: &mut SpecOutput,
    ) -> Result<PendingChanges, SpecStatus> {
        if input.path().is_none() {
            return Err(spec_output.failed_spec(
                "cannot change a spec from standard input\nhelp: name its file: tvgen absorb SPEC",
            ));
        }
        let outcome = compiler.trace(input);
        let mut failed = SpecStatus::from_outcome(&outcome);
        let mut targets = Vec::new();
        if failed.is_some() {
            spec_output.report_outcome(&input.source, &outcome);
        } else {
            let files = OutputFiles::below(self.out.as_deref().unwrap_or(&input.folder));
            let (found, errors) = files.targets(&input.source, outcome.artifacts.clone());
            targets = found;
            for error in errors {
                failed = Some(spec_output.failed_spec(&error));
            }
        }
        match failed {
            Some(status) => {
                if is_only_spec {
                    spec_output.error("Nothing was absorbed.");
                }
                Err(status)
            }
            None => Ok(absorb(
                input,
                outcome,
                targets,
                (is_only_spec, self.dry_run),
                compiler,
                spec_output,
            )),
        }
    }

    /// Writes the files of `pending`.
    ///
    /// # Errors
    /// If one cannot be written.
    fn write(
        &self,
        pending: PendingChanges,
        is_only_spec: bool,
        spec_output: &mut SpecOutput,
    ) -> Result<SpecStatus, String> {
        if !self.dry_run {
            workspace::write_files(&pending.files)?;
        } else if is_only_spec {
            spec_output.note("Nothing was written.");
        }
        for (mut drift, done) in pending.drifts {
            let is_written = matches!(done, FileAction::Wrote | FileAction::Replaced);
            drift.action = (!is_written || !self.dry_run).then_some(done);
            if is_written && is_only_spec {
                spec_output.note_done(&drift);
            }
            spec_output.record_drift(|| drift);
        }
        Ok(pending.status)
    }
}

/// Moves the edits in the files `targets` into the spec `input`, which compiles to `outcome`. The spec is the first file to
/// write: if writing fails after it, the edits are not lost.
fn absorb(
    input: &LoadedSpec,
    outcome: Outcome,
    targets: Vec<Target>,
    (is_only_spec, is_dry_run): (bool, bool),
    compiler: &Compiler,
    spec_output: &mut SpecOutput,
) -> PendingChanges {
    let mut pending = PendingChanges {
        owned: targets.iter().map(Target::owner).collect(),
        files: Vec::new(),
        drifts: Vec::new(),
        status: StatusKind::Unchanged.into(),
    };
    let paths: HashMap<&str, String> = targets
        .iter()
        .map(|target| (target.artifact.name, target.path.display().to_string()))
        .collect();
    let paths = |output: &str| paths.get(output).cloned().unwrap_or_default();
    let (edited, others): (Vec<Target>, Vec<Target>) =
        targets.into_iter().partition(Target::is_absorbable);
    let edits = edited.iter().map(|target| {
        let disk = target.disk.as_deref().unwrap_or_default();
        EditedFile::new(target.artifact.clone(), disk)
    });
    let edits: Vec<EditedFile> = edits.collect();
    let first = Attempt {
        source: input.source.clone(),
        outcome,
    };
    let absorbed = absorb::absorb(first, &edits, &|text| {
        let source = input.with_text(text);
        let outcome = compiler.trace_as(input, &source);
        Attempt { source, outcome }
    });
    let Attempt { source, outcome } = &absorbed.attempt;
    spec_output.report_outcome(source, outcome);
    let moved = report::build_report(input, &edited, &edits, &absorbed, &paths);
    spec_output.changed_file(&moved.diff, is_dry_run);
    if !moved.absorbed.is_empty() {
        spec_output.styled_note(&report::format_absorbed(
            &moved.absorbed,
            spec_output.width(),
        ));
    }
    spec_output.text(&report::format_remaining(
        &moved.remaining,
        spec_output.width(),
    ));
    let mut is_clean = true;
    if !moved.diff.is_empty() {
        let path = input.path().map(PathBuf::from).unwrap_or_default();
        let text = source.own.text.clone();
        pending
            .files
            .push((Destination::from_user_path(&path), text));
    }
    for (target, merged) in edited.into_iter().zip(absorbed.files) {
        is_clean &= merged.remaining.is_empty();
        let is_same = target.disk.as_deref() == Some(merged.text.as_str());
        let now = target.with_artifact_from(&outcome.artifacts);
        if !is_same {
            let text = merged.text.clone();
            pending.files.push((now.destination.clone(), text));
        }
        let mut drift = now.with_disk(merged.text).drift();
        if drift.state != State::UpToDate {
            let its = moved
                .remaining
                .iter()
                .filter(|line| line.path == drift.path);
            let reasons: Vec<String> = its
                .map(|line| format!("line {}: {}", line.line, line.why))
                .collect();
            drift.help = Some(reasons.join("\n"));
        }
        let done = match (is_same, drift.state) {
            (false, _) => FileAction::Replaced,
            (true, State::UpToDate) => FileAction::Unchanged,
            (true, _) => FileAction::Skipped,
        };
        pending.drifts.push((drift, done));
    }
    for target in others {
        let now = target.with_artifact_from(&outcome.artifacts);
        is_clean &= render_other(&now, &mut pending, spec_output);
    }
    let (absorbed, remaining) = (moved.absorbed.len(), moved.remaining.len());
    if is_only_spec && absorbed + remaining == 0 && is_clean {
        spec_output.note("No hand edits found.");
    }
    spec_output.record_absorbed(moved);
    let kind = if !is_clean {
        StatusKind::Partial
    } else if pending.files.is_empty() {
        StatusKind::Unchanged
    } else {
        StatusKind::Absorbed
    };
    let absorbed = (absorbed > 0).then(|| format!("{} absorbed", pluralize(absorbed, "edit")));
    let remaining = (remaining > 0).then(|| format!("{} left", pluralize(remaining, "line")));
    let details = [absorbed, remaining].into_iter().flatten();
    pending.status = SpecStatus::new(kind, details.collect::<Vec<_>>().join(", "));
    pending
}

/// Renders `target`, which has no hand edit that could be absorbed. Returns whether it could be rendered.
fn render_other(
    target: &Target,
    pending: &mut PendingChanges,
    spec_output: &mut SpecOutput,
) -> bool {
    let mut drift = target.drift();
    let is_replaceable = target.state.is_replaceable();
    if !is_replaceable {
        let help = overwrite::why_not_absorbed(target);
        drift.help = Some(help.to_owned());
        let cause = drift.message().unwrap_or_default();
        spec_output.error(&format!("error: {cause}\n{help}"));
    } else if target.differs() {
        pending.files.push(target.file());
    }
    pending
        .drifts
        .push((drift, FileAction::for_safe_write(target.state)));
    is_replaceable
}
