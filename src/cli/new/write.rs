//! The made spec and what it renders, written together or not at all.

use super::{
    super::{ExitStatus, output::Output},
    New,
};
use crate::{
    disk::Project,
    drift::{self, State},
    report::{SpecOutput, next_steps, questions},
    workspace::{self, Compiler, Done, Drift, Files, Input, NAME, NewService, Target},
};

impl New {
    /// Writes the spec `input` to `place`, and what it renders.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub(super) fn write(
        &self,
        place: &NewService,
        input: &Input,
        compiler: &Compiler,
        output: &mut Output,
    ) -> Result<ExitStatus, String> {
        let outcome = compiler.compile(input);
        output.outcome(&input.source, &outcome);
        if !outcome.is_clean() {
            output.error("Nothing was written: the made spec has errors.");
            return Ok(ExitStatus::of(&outcome));
        }
        let (artifacts, plan) = if self.no_render {
            (Vec::new(), None)
        } else {
            (outcome.artifacts, outcome.plan)
        };
        let (targets, errors) =
            Files::below(&place.folder).targets(&input.source, artifacts.clone());
        if !errors.is_empty() {
            return Err(errors.join("\nerror: "));
        }
        let taken: Vec<String> = targets
            .iter()
            .filter(|target| target.disk.is_some())
            .map(|target| target.path.display().to_string())
            .collect();
        if !taken.is_empty() {
            output.failure(&questions::in_the_way(&taken));
            return Ok(ExitStatus::Found);
        }
        let spec = Project::around(&place.folder).destination(NAME);
        let spec = spec.map_err(|error| error.to_string())?;
        if !self.dry_run {
            let spec = (spec, input.source.own.text.clone());
            let outputs = targets.iter().map(Target::file);
            workspace::write(&[spec].into_iter().chain(outputs).collect::<Vec<_>>())?;
        }
        self.tell(input, &targets, output);
        if !self.dry_run {
            output.note(next_steps::steps(&place.folder, &artifacts, plan.as_ref()).trim_end());
        }
        Ok(ExitStatus::Clean)
    }

    /// Tells what was written, or would be.
    fn tell(&self, input: &Input, targets: &[Target], output: &mut Output) {
        let mut spec_output = SpecOutput::new(output.options());
        let outputs = targets.iter().map(Target::drift);
        for mut drift in [of_spec(input)].into_iter().chain(outputs) {
            if self.dry_run {
                spec_output.result(&drift.diff);
                drift.done = Some(Done::Left);
            } else {
                drift.done = Some(Done::Wrote);
                spec_output.done(&drift);
            }
            spec_output.drift(|| drift);
        }
        if self.dry_run {
            spec_output.note("Nothing was written.");
        }
        output.print(spec_output);
    }
}

/// The drift of the file of the spec, which does not exist yet.
fn of_spec(input: &Input) -> Drift {
    let own = &input.source.own;
    let new = format!("b/{}", own.name);
    let diff = drift::unified(("/dev/null", ""), (&new, &own.text));
    Drift::new(own.name.clone(), &own.name, State::Missing, diff)
}
