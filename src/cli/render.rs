//! `tvgen render`: checks specs and writes their outputs.

mod lost;
mod print;
mod prune;

use std::path::PathBuf;

use clap::Args;

use self::{print::print, prune::prune};
use super::{
    Compiler, Ending,
    format::{Format, Reporting},
    input, orphans,
    output::Output,
    target::{Files, Target},
};
use crate::{
    artifact::Artifact,
    disk::{self, Destination},
    drift::State,
    emit,
    finding::one_of,
    report::{Drift, drift::Done},
    source::Source,
};

/// Check specs and write their outputs
///
/// Nothing is written unless every spec given is free of errors. A file that tvgen did not make, or that was edited
/// by hand, is left alone unless --force is given.
#[derive(Args, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
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
    pub(super) fn run(&self, compiler: &Compiler, output: &mut Output) -> Ending {
        self.try_run(compiler, output).unwrap_or_else(|error| {
            output.failure(&error);
            Ending::Failed
        })
    }

    fn try_run(&self, compiler: &Compiler, output: &mut Output) -> Result<Ending, String> {
        self.known_outputs()?;
        self.one_thing_to_print()?;
        let inputs = input::read(&self.specs, "render", output);
        let mut ending = inputs.ending();
        let nothing = inputs.readable.is_empty();
        let mut rendered = Vec::new();
        let mut orphans = Vec::new();
        for input in inputs.readable {
            let outcome = compiler.compile(&input);
            output.outcome(&input.source, &outcome);
            ending = ending.max(Ending::of(&outcome));
            let folder = self.out.clone().unwrap_or_else(|| input.folder.clone());
            if !self.stdout {
                let found = orphans::find(&input, &folder, &outcome);
                orphans.extend(found.into_iter().map(|orphan| (folder.clone(), orphan)));
            }
            let wanted = outcome
                .artifacts
                .into_iter()
                .filter(|artifact| self.wants(artifact));
            let artifacts = wanted.collect();
            rendered.push((input.source, folder, artifacts));
        }
        if ending != Ending::Clean {
            if !nothing {
                output.error("Nothing was written.");
            }
            return Ok(ending);
        }
        if self.stdout {
            print(&rendered, output);
            return Ok(Ending::Clean);
        }
        let (targets, errors) = targets(rendered);
        if !errors.is_empty() {
            for error in errors {
                output.failure(&error);
            }
            return Ok(Ending::Failed);
        }
        if self.dry_run {
            let ending = self.show(&targets, output);
            prune(&orphans, false, self.prune, output)?;
            return Ok(ending);
        }
        let ending = self.write(&targets, output)?;
        if ending == Ending::Clean {
            prune(&orphans, self.prune, false, output)?;
        }
        Ok(ending)
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

    fn show(&self, targets: &[Target], output: &mut Output) -> Ending {
        if targets.iter().all(|target| target.state == State::Same) {
            output.note("Nothing would change.");
        }
        for target in targets {
            let drift = self.left(target);
            output.result(&drift.diff);
            output.drift(drift);
        }
        self.refused(targets, output)
    }

    fn write(&self, targets: &[Target], output: &mut Output) -> Result<Ending, String> {
        if self.refused(targets, output) == Ending::Found {
            output.error("Nothing was written.");
            for target in targets {
                output.drift(self.left(target));
            }
            return Ok(Ending::Found);
        }
        let changed = targets.iter().filter(|target| target.state != State::Same);
        let files: Vec<(Destination, String)> = changed
            .map(|target| (target.destination.clone(), target.artifact.text.clone()))
            .collect();
        disk::clear(targets.iter().map(|target| &target.destination));
        disk::write(&files).map_err(|error| error.to_string())?;
        for target in targets {
            let done = match target.state {
                State::Same => Done::Unchanged,
                State::Missing => Done::Wrote,
                State::Stale
                | State::OtherVersion
                | State::Edited
                | State::Foreign
                | State::Orphaned => Done::Replaced,
            };
            output.note(&format!("{:>9}  {}", done.name(), target.path.display()));
            output.drift(Drift {
                done: Some(done),
                ..target.drift()
            });
        }
        Ok(Ending::Clean)
    }

    /// What is to be told of `target`, whose file is left as it is.
    fn left(&self, target: &Target) -> Drift {
        let done = match target.state {
            State::Same => Done::Unchanged,
            State::Missing
            | State::Stale
            | State::OtherVersion
            | State::Edited
            | State::Foreign
            | State::Orphaned => Done::Left,
        };
        Drift {
            done: Some(done),
            help: self.would_be_lost(target).then(|| lost::help(target)),
            ..target.drift()
        }
    }

    fn would_be_lost(&self, target: &Target) -> bool {
        !target.state.is_ours() && !self.force
    }

    /// Names the files that would be lost with their lines, unless they may be, and what to do about each.
    fn refused(&self, targets: &[Target], output: &mut Output) -> Ending {
        let mut ending = Ending::Clean;
        for target in targets.iter().filter(|target| self.would_be_lost(target)) {
            output.error(&format!("error: {}", lost::lines(target)));
            output.error(&lost::help(target));
            ending = Ending::Found;
        }
        ending
    }
}

/// The outputs of a spec, and the folder that they lie below.
type Rendered = (Source, PathBuf, Vec<Artifact>);

/// The files of all outputs; and what is wrong with those that cannot be written, also because two outputs have the same.
fn targets(rendered: Vec<Rendered>) -> (Vec<Target>, Vec<String>) {
    let (mut targets, mut errors): (Vec<Target>, Vec<String>) = (Vec::new(), Vec::new());
    // Of two specs that collide, one output tells all there is to tell.
    let mut collision = None;
    for (source, folder, artifacts) in rendered {
        let (found, faults) = Files::below(&folder).targets(&source, artifacts);
        errors.extend(faults);
        for target in found {
            let path = target.path.display();
            let same = |other: &&Target| other.destination.is_same(&target.destination);
            match targets.iter().find(same) {
                Some(other) if other.path == target.path => collision = collision.or(Some(format!(
                    "two specs have the output {path}: take them one by one, each with its own --out"
                ))),
                Some(other) => collision = collision.or(Some(format!(
                    "the outputs {} and {path} are one file, by a link: remove the link, or give one of them another path \
                     in [outputs]",
                    other.path.display()
                ))),
                None => targets.push(target),
            }
        }
    }
    errors.extend(collision);
    (targets, errors)
}
