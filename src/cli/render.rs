//! `tvgen render`: checks specs and writes their outputs.

use std::path::PathBuf;

use clap::Args;

use super::{
    Compiler, Ending, input,
    output::Output,
    target::{self, Target},
};
use crate::{
    artifact::Artifact,
    disk,
    drift::{self, State},
    emit,
    finding::one_of,
};

/// Check specs and write their outputs
///
/// Nothing is written unless every spec given is free of errors. A file that tvgen did not make, or that was edited
/// by hand, is left alone unless --force is given.
#[derive(Args, Debug)]
pub(super) struct Render {
    /// Specs: files, folders that hold a tvgen.toml, or - for standard input [default: tvgen.toml]
    #[arg(value_name = "SPEC")]
    specs: Vec<PathBuf>,

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
}

/// What `--only` takes.
fn only() -> String {
    let names: Vec<&str> = emit::ALL.iter().map(|emitter| emitter.name).collect();
    format!("Only this output: {}; may be repeated", names.join(", "))
}

impl Render {
    pub(super) fn run(&self, compiler: &Compiler, output: &mut Output) -> Ending {
        self.try_run(compiler, output).unwrap_or_else(|error| {
            output.error(&format!("error: {error}"));
            Ending::Failed
        })
    }

    fn try_run(&self, compiler: &Compiler, output: &mut Output) -> Result<Ending, String> {
        self.known_outputs()?;
        let inputs = input::read(&self.specs)?;
        let mut artifacts = Vec::new();
        let (mut failed, mut differs) = (false, false);
        for input in inputs {
            let outcome = compiler.compile(&input);
            output.findings(&input.source, &outcome);
            output.differences(&input.source, &outcome);
            failed |= outcome.failed();
            differs |= !outcome.differences.is_empty();
            let folder = self.out.clone().unwrap_or(input.folder);
            let wanted = outcome
                .artifacts
                .into_iter()
                .filter(|artifact| self.wants(artifact));
            artifacts.extend(wanted.map(|artifact| (folder.join(&artifact.path), artifact)));
        }
        if failed || differs {
            output.error("Nothing was written.");
            return Ok(if differs {
                Ending::Failed
            } else {
                Ending::Found
            });
        }
        if self.stdout {
            print(&artifacts, output);
            return Ok(Ending::Clean);
        }
        let targets = target::read(artifacts)?;
        if self.dry_run {
            Ok(self.show(&targets, output))
        } else {
            self.write(targets, output)
        }
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

    fn wants(&self, artifact: &Artifact) -> bool {
        self.only.is_empty() || self.only.iter().any(|name| name == artifact.name)
    }

    fn show(&self, targets: &[Target], output: &mut Output) -> Ending {
        for target in targets.iter().filter(|target| target.state != State::Same) {
            output.result(&drift::diff(&target.artifact, target.disk.as_deref()));
        }
        if targets.iter().all(|target| target.state == State::Same) {
            output.note("Nothing would change.");
        }
        self.refused(targets, output)
    }

    fn write(&self, targets: Vec<Target>, output: &mut Output) -> Result<Ending, String> {
        if self.refused(&targets, output) == Ending::Found {
            output.error("Nothing was written.");
            return Ok(Ending::Found);
        }
        let changed = targets.iter().filter(|target| target.state != State::Same);
        let files: Vec<(PathBuf, String)> = changed
            .map(|target| (target.path.clone(), target.artifact.text.clone()))
            .collect();
        disk::write(&files).map_err(|error| error.to_string())?;
        for target in targets {
            let done = match target.state {
                State::Same => "unchanged",
                State::Missing => "wrote",
                State::Stale | State::OtherVersion | State::Edited | State::Foreign => "replaced",
            };
            output.note(&format!("{done:>9}  {}", target.path.display()));
        }
        Ok(Ending::Clean)
    }

    /// Names the files that would be lost, unless they may be.
    fn refused(&self, targets: &[Target], output: &mut Output) -> Ending {
        let lost: Vec<&Target> = targets
            .iter()
            .filter(|target| !target.state.is_ours() && !self.force)
            .collect();
        for target in &lost {
            let why = if target.state == State::Edited {
                "was edited by hand"
            } else {
                "was not made by tvgen"
            };
            output.error(&format!(
                "error: {} {why}, and would be lost",
                target.path.display()
            ));
        }
        if lost.is_empty() {
            return Ending::Clean;
        }
        output.error(
            "See what would change with --dry-run; move what you want to keep into the spec, \
             then give --force to replace the file.",
        );
        Ending::Found
    }
}

/// Prints each output, with its path above it where there are several.
fn print(artifacts: &[(PathBuf, Artifact)], output: &mut Output) {
    for (number, (path, artifact)) in artifacts.iter().enumerate() {
        if artifacts.len() > 1 {
            let gap = if number == 0 { "" } else { "\n" };
            output.result(&format!("{gap}==> {} <==\n", path.display()));
        }
        output.result(&artifact.text);
    }
}
