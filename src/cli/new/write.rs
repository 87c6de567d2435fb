//! Writes the new spec and its outputs.

use super::{
    super::{ExitStatus, output::Output},
    New,
};
use crate::{
    disk::Project,
    drift::{self, State},
    report::{SpecOutput, next_steps, questions},
    workspace::{
        self, Compiler, FileAction, FileDrift, LoadedSpec, NewService, OutputFiles, SPEC_FILE,
        Target,
    },
};

impl New {
    /// Writes the spec `input` to `service`, with its outputs.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub(super) fn write(
        &self,
        service: &NewService,
        input: &LoadedSpec,
        compiler: &Compiler,
        output: &mut Output,
    ) -> Result<ExitStatus, String> {
        let outcome = compiler.compile(input);
        output.outcome(&input.source, &outcome);
        if !outcome.is_clean() {
            output.error("Nothing was written: the new spec has errors.");
            return Ok(ExitStatus::from_outcome(&outcome));
        }
        let (artifacts, plan) = if self.no_render {
            (Vec::new(), None)
        } else {
            (outcome.artifacts, outcome.plan)
        };
        let (targets, errors) =
            OutputFiles::below(&service.folder).targets(&input.source, artifacts.clone());
        if !errors.is_empty() {
            return Err(errors.join("\nerror: "));
        }
        let existing: Vec<String> = targets
            .iter()
            .filter(|target| target.disk.is_some())
            .map(|target| target.path.display().to_string())
            .collect();
        if !existing.is_empty() {
            output.failure(&questions::describe_existing_files(&existing));
            return Ok(ExitStatus::Problems);
        }
        let spec = Project::around(&service.folder).destination(SPEC_FILE);
        let spec = spec.map_err(|error| error.to_string())?;
        if !self.dry_run {
            let spec = (spec, input.source.own.text.clone());
            let outputs = targets.iter().map(Target::file);
            workspace::write_files(&[spec].into_iter().chain(outputs).collect::<Vec<_>>())?;
        }
        self.report(input, &targets, output);
        if !self.dry_run {
            output.note(
                next_steps::format_next_steps(&service.folder, &artifacts, plan.as_ref())
                    .trim_end(),
            );
        }
        Ok(ExitStatus::Clean)
    }

    /// Reports the files that were written, or would be in a dry run.
    fn report(&self, input: &LoadedSpec, targets: &[Target], output: &mut Output) {
        let mut spec_output = SpecOutput::new(output.options());
        let outputs = targets.iter().map(Target::drift);
        for mut drift in [spec_drift(input)].into_iter().chain(outputs) {
            if self.dry_run {
                spec_output.diff(&drift.diff);
                drift.action = Some(FileAction::Skipped);
            } else {
                drift.action = Some(FileAction::Wrote);
                spec_output.note_done(&drift);
            }
            spec_output.record_drift(|| drift);
        }
        if self.dry_run {
            spec_output.note("Nothing was written.");
        }
        output.print(spec_output);
    }
}

/// The drift of the spec file, which does not exist yet.
fn spec_drift(input: &LoadedSpec) -> FileDrift {
    let own = &input.source.own;
    let new = format!("b/{}", own.name);
    let diff = drift::unified_diff(("/dev/null", ""), (&new, &own.text));
    FileDrift::new(own.name.clone(), &own.name, State::Missing, diff)
}
