//! The made spec and what it renders, written together or not at all.

use super::{
    super::{
        Compiler, Ending,
        input::{self, Input},
        output::Output,
        page::Page,
        target::{Files, Target},
    },
    New, Place, next,
};
use crate::{
    disk::{self, Destination, Project},
    drift::{self, State},
    report::{Drift, drift::Done},
};

impl New {
    /// Writes the spec `input` to `place`, and what it renders.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub(super) fn write(
        &self,
        place: &Place,
        input: &Input,
        compiler: &Compiler,
        output: &mut Output,
    ) -> Result<Ending, String> {
        let outcome = compiler.compile(input);
        output.outcome(&input.source, &outcome);
        let ending = Ending::of(&outcome);
        if ending != Ending::Clean {
            output.error("Nothing was written: the made spec has errors.");
            return Ok(ending);
        }
        let artifacts = if self.no_render {
            Vec::new()
        } else {
            outcome.artifacts
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
            output.failure(&in_the_way(&taken));
            return Ok(Ending::Found);
        }
        let spec = Project::around(&place.folder).destination(input::NAME);
        let spec = spec.map_err(|error| error.to_string())?;
        if !self.dry_run {
            let text = input.source.own.text.clone();
            let outputs = targets
                .iter()
                .map(|target| (target.destination.clone(), target.artifact.text.clone()));
            let files: Vec<(Destination, String)> =
                [(spec, text)].into_iter().chain(outputs).collect();
            disk::clear(files.iter().map(|(destination, _)| destination));
            disk::write(&files).map_err(|error| error.to_string())?;
        }
        self.tell(input, &targets, output);
        if !self.dry_run {
            output.note(next::steps(&place.folder, &artifacts).trim_end());
        }
        Ok(Ending::Clean)
    }

    /// Tells what was written, or would be.
    fn tell(&self, input: &Input, targets: &[Target], output: &mut Output) {
        let mut page = Page::new(output.manner());
        let outputs = targets.iter().map(Target::drift);
        for mut drift in [of_spec(input)].into_iter().chain(outputs) {
            if self.dry_run {
                page.result(&drift.diff);
                drift.done = Some(Done::Left);
            } else {
                let done = Done::Wrote;
                page.note(&format!("{:>9}  {}", done.name(), drift.path));
                drift.done = Some(done);
            }
            page.drift(|| drift);
        }
        if self.dry_run {
            page.note("Nothing was written.");
        }
        output.print(page);
    }
}

/// What is to be told of the file of the spec, which is not there yet.
fn of_spec(input: &Input) -> Drift {
    let own = &input.source.own;
    let new = format!("b/{}", own.name);
    Drift {
        path: own.name.clone(),
        spec: own.name.clone(),
        state: State::Missing,
        lines: Vec::new(),
        is_behind: false,
        diff: drift::unified(("/dev/null", ""), (&new, &own.text)),
        done: None,
        help: None,
    }
}

/// What to do where the files `taken` are there already.
fn in_the_way(taken: &[String]) -> String {
    let (are, them) = if taken.len() == 1 {
        ("is", "it")
    } else {
        ("are", "them")
    };
    format!(
        "{} {are} there already, and tvgen new writes over no file: nothing was written\n\
         Move {them} away; or write the spec alone with --no-render, compare with `tvgen check`, take into the spec what you \
         want to keep, and replace {them} with `tvgen render --force`",
        taken.join(", ")
    )
}
