//! `tvgen render`: checks specs and writes their outputs.

mod prune;
mod ready;

use std::path::PathBuf;

use clap::Args;

use self::{
    prune::{Pruning, prune},
    ready::Ready,
};
use super::{
    ExitStatus,
    each::for_each_spec,
    format::{Format, Reporting},
    output::Output,
    select::Specs,
};
use crate::{
    artifact::Artifact,
    disk, emit,
    finding::one_of,
    report::{SpecOutput, SpecStatus, StatusKind, lost},
    workspace::{Compiler, Done, Drift, Files, Input, OutputOwners, Target, orphans_of},
};

/// Check specs and write their outputs
///
/// Of a spec with errors nothing is written, the others are. A file that tvgen did not make, or that was edited by hand,
/// is left alone with all others of its spec, unless --force is given.
#[derive(Args, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub(super) struct Render {
    #[command(flatten)]
    specs: Specs,

    /// Write below DIR instead of the spec's folder
    #[arg(long, value_name = "DIR", conflicts_with = "stdout")]
    out: Option<PathBuf>,

    #[arg(long, value_name = "NAME", help = only())]
    only: Vec<String>,

    /// Print the outputs and write nothing
    #[arg(long)]
    stdout: bool,

    /// Show what would change, as a diff, and write nothing
    #[arg(long, conflicts_with = "stdout")]
    dry_run: bool,

    /// Replace files that were edited by hand or not made by tvgen too
    #[arg(long, conflicts_with = "stdout")]
    force: bool,

    /// Remove the files that an earlier spec made and this one makes no more, unless they were edited by hand
    #[arg(long, conflicts_with_all = ["stdout", "only"])]
    prune: bool,

    #[command(flatten)]
    pub(super) reporting: Reporting,
}

/// What `--only` takes.
fn only() -> String {
    let names: Vec<&str> = emit::ALL.iter().map(|emitter| emitter.name).collect();
    format!("Only this output: {}; may be repeated", names.join(", "))
}

impl Render {
    pub(super) fn run(
        &self,
        compiler: &Compiler,
        output: &mut Output,
    ) -> Result<ExitStatus, String> {
        self.known_outputs()?;
        self.one_thing_to_print()?;
        let mut selection = self.specs.select(compiler, output);
        // Outputs that are printed are all that is to be read.
        selection.is_listed &= !self.stdout;
        let is_one = !selection.are_many();
        let mut owners = OutputOwners::default();
        let mut has_printed = false;
        let work = |input: Input, spec_output: &mut SpecOutput| {
            self.ready(&input, is_one, compiler, spec_output)
        };
        let finish = |ready: Result<Ready, SpecStatus>, spec_output: &mut SpecOutput| {
            let ready = match ready {
                Ok(ready) => ready,
                Err(status) => return status,
            };
            if self.stdout {
                ready.print(is_one, &mut has_printed, spec_output);
                return StatusKind::Rendered.into();
            }
            let files = ready.targets.iter().map(Target::owner).collect();
            let done = owners.add(files).and_then(|()| {
                if self.dry_run {
                    self.show(&ready, is_one, spec_output)
                } else {
                    self.write(&ready, is_one, spec_output)
                }
            });
            done.unwrap_or_else(|error| spec_output.fail(&error))
        };
        Ok(for_each_spec(&selection, "render", output, work, finish))
    }

    /// Compiles `input`, which is perhaps the only spec, and finds the files of its outputs. Nothing is written yet.
    ///
    /// # Errors
    /// If nothing can be written; what is wrong is reported.
    fn ready(
        &self,
        input: &Input,
        is_one: bool,
        compiler: &Compiler,
        spec_output: &mut SpecOutput,
    ) -> Result<Ready, SpecStatus> {
        let outcome = compiler.compile(input);
        spec_output.outcome(&input.source, &outcome);
        if let Some(status) = SpecStatus::of(&outcome) {
            if is_one {
                spec_output.error("Nothing was written.");
            }
            return Err(status);
        }
        let folder = self.out.clone().unwrap_or_else(|| input.folder.clone());
        let orphans = if self.stdout {
            Vec::new()
        } else {
            orphans_of(input, &folder, &outcome)
        };
        let mut artifacts = outcome.artifacts;
        artifacts.retain(|artifact| self.wants(artifact));
        let (mut targets, mut errors) = (Vec::new(), Vec::new());
        if !self.stdout {
            (targets, errors) =
                Files::below(&folder).targets(&input.source, std::mem::take(&mut artifacts));
        }
        if !errors.is_empty() {
            for error in errors {
                spec_output.failure(&error);
            }
            return Err(StatusKind::Failed.into());
        }
        Ok(Ready {
            folder,
            artifacts,
            targets,
            orphans,
        })
    }

    /// Whether `--only` names outputs that there are.
    fn known_outputs(&self) -> Result<(), String> {
        let names: Vec<&str> = emit::ALL.iter().map(|emitter| emitter.name).collect();
        match self
            .only
            .iter()
            .find(|name| !names.contains(&name.as_str()))
        {
            Some(name) => Err(format!(
                "there is no output `{name}`: {}",
                one_of(name, names)
            )),
            None => Ok(()),
        }
    }

    /// Whether the outputs and what was found are not both to go to standard output.
    fn one_thing_to_print(&self) -> Result<(), String> {
        match self.reporting.format {
            Some(format @ (Format::Json | Format::Github | Format::Sarif)) if self.stdout => {
                let format = format.name();
                Err(format!(
                    "--stdout and --format {format} would both print on standard output: leave one of them out"
                ))
            }
            None | Some(_) => Ok(()),
        }
    }

    fn wants(&self, artifact: &Artifact) -> bool {
        self.only.is_empty() || self.only.iter().any(|name| name == artifact.name)
    }

    /// Shows what would change for `ready`, which is perhaps the only spec.
    ///
    /// # Errors
    /// Never: nothing is removed.
    fn show(
        &self,
        ready: &Ready,
        is_one: bool,
        spec_output: &mut SpecOutput,
    ) -> Result<SpecStatus, String> {
        let changing = ready.differing();
        if is_one && changing == 0 {
            spec_output.note("Nothing would change.");
        }
        for target in &ready.targets {
            let drift = self.left(target);
            spec_output.result(&drift.diff);
            spec_output.drift(|| drift);
        }
        let refused = self.refused(&ready.targets, spec_output);
        let pruning = self.pruning(Pruning::Show);
        let removed = prune(ready, pruning, is_one, spec_output)?;
        Ok(match refused {
            0 if changing + removed == 0 => ready.status(StatusKind::Unchanged, 0, 0),
            0 => ready.status(StatusKind::Changing, changing, removed),
            refused => ready.lost(refused),
        })
    }

    /// Writes what `ready`, which is perhaps the only spec, renders; nothing of it if something would be lost.
    ///
    /// # Errors
    /// If something cannot be written or removed.
    fn write(
        &self,
        ready: &Ready,
        is_one: bool,
        spec_output: &mut SpecOutput,
    ) -> Result<SpecStatus, String> {
        let refused = self.refused(&ready.targets, spec_output);
        if refused > 0 {
            if is_one {
                spec_output.error("Nothing was written.");
            }
            for target in &ready.targets {
                spec_output.drift(|| self.left(target));
            }
            return Ok(ready.lost(refused));
        }
        let differing = ready.targets.iter().filter(|target| target.differs());
        let files: Vec<_> = differing.map(Target::file).collect();
        disk::clear(ready.targets.iter().map(|target| &target.destination));
        disk::write(&files).map_err(|error| error.to_string())?;
        for target in &ready.targets {
            let drift = || target.drift().with_done(Done::writing(target.state));
            if is_one {
                spec_output.done(&drift());
            }
            spec_output.drift(drift);
        }
        let removed = prune(ready, self.pruning(Pruning::Remove), is_one, spec_output)?;
        Ok(if files.is_empty() && removed == 0 {
            ready.status(StatusKind::Unchanged, 0, 0)
        } else {
            ready.status(StatusKind::Rendered, files.len(), removed)
        })
    }

    /// What is done with orphans: `pruning` if the user asked for it.
    fn pruning(&self, pruning: Pruning) -> Pruning {
        if self.prune { pruning } else { Pruning::Name }
    }

    /// The drift of `target`, whose file is left as it is.
    fn left(&self, target: &Target) -> Drift {
        Drift {
            help: self.would_be_lost(target).then(|| lost::help(target)),
            ..target.drift().with_done(Done::leaving(target.state))
        }
    }

    fn would_be_lost(&self, target: &Target) -> bool {
        !target.state.is_ours() && !self.force
    }

    /// Reports the files of `targets` that would be lost with their lines, unless they may be, and how to keep each. Returns
    /// their number.
    fn refused(&self, targets: &[Target], spec_output: &mut SpecOutput) -> usize {
        let lost = targets.iter().filter(|target| self.would_be_lost(target));
        lost.map(|target| {
            spec_output.error(&format!("error: {}", lost::lines(target)));
            spec_output.error(&lost::help(target));
        })
        .count()
    }
}
