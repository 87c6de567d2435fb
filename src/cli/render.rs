//! `tvgen render`: checks specs and writes their outputs.

mod lost;
mod print;
mod prune;
mod ready;

use std::path::PathBuf;

use clap::Args;

use self::{
    print::Printer,
    prune::{Pruning, prune},
    ready::Ready,
};
use super::{
    Compiler, Ending,
    claims::{Claim, Claims},
    each::each,
    format::{Format, Reporting},
    input::Input,
    orphans,
    output::Output,
    page::{Page, counted},
    specs::Specs,
    target::{Files, Target},
    verdict::{Kind, Verdict},
};
use crate::{
    artifact::Artifact,
    disk::{self, Destination},
    drift::State,
    emit,
    finding::one_of,
    report::{Drift, drift::Done},
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
    pub(super) fn run(&self, compiler: &Compiler, output: &mut Output) -> Ending {
        self.try_run(compiler, output).unwrap_or_else(|error| {
            output.failure(&error);
            Ending::Failed
        })
    }

    fn try_run(&self, compiler: &Compiler, output: &mut Output) -> Result<Ending, String> {
        self.known_outputs()?;
        self.one_thing_to_print()?;
        let mut choice = self.specs.choose(compiler, output);
        // Outputs that are printed are all that is to be read.
        choice.is_listed &= !self.stdout;
        let is_one = !choice.are_many();
        let mut claims = Claims::default();
        let mut printer = Printer::new(is_one);
        let work = |input: Input, page: &mut Page| self.ready(&input, is_one, compiler, page);
        let finish = |ready: Result<Ready, Verdict>, page: &mut Page| {
            let ready = match ready {
                Ok(ready) => ready,
                Err(verdict) => return verdict,
            };
            if self.stdout {
                printer.print(&ready, page);
                return Verdict::new(Kind::Rendered, "");
            }
            if let Err(error) = claims.take(Claim::of(&ready.targets)) {
                page.failure(&error);
                return Verdict::new(Kind::Failed, "");
            }
            let done = if self.dry_run {
                self.show(&ready, is_one, page)
            } else {
                self.write(&ready, is_one, page)
            };
            done.unwrap_or_else(|error| {
                page.failure(&error);
                Verdict::new(Kind::Failed, "")
            })
        };
        Ok(each(&choice, "render", output, work, finish))
    }

    /// Compiles `input`, which is perhaps the only spec, and finds the files of its outputs. Nothing is written yet.
    ///
    /// # Errors
    /// If nothing can be written; what is wrong is told.
    fn ready(
        &self,
        input: &Input,
        is_one: bool,
        compiler: &Compiler,
        page: &mut Page,
    ) -> Result<Ready, Verdict> {
        let outcome = compiler.compile(input);
        page.outcome(&input.source, &outcome);
        let kind = match Ending::of(&outcome) {
            Ending::Clean => None,
            Ending::Found => Some(Kind::Faulty),
            Ending::Failed => Some(Kind::Failed),
        };
        if let Some(kind) = kind {
            if is_one {
                page.error("Nothing was written.");
            }
            return Err(Verdict::new(kind, counted(&outcome).unwrap_or_default()));
        }
        let folder = self.out.clone().unwrap_or_else(|| input.folder.clone());
        if self.stdout {
            let artifacts = outcome.artifacts.into_iter();
            return Ok(Ready {
                folder,
                artifacts: artifacts.filter(|artifact| self.wants(artifact)).collect(),
                targets: Vec::new(),
                orphans: Vec::new(),
            });
        }
        let orphans = orphans::of(input, &folder, &outcome);
        let artifacts = outcome.artifacts.into_iter();
        let wanted = artifacts.filter(|artifact| self.wants(artifact)).collect();
        let (targets, errors) = Files::below(&folder).targets(&input.source, wanted);
        if !errors.is_empty() {
            for error in errors {
                page.failure(&error);
            }
            return Err(Verdict::new(Kind::Failed, ""));
        }
        Ok(Ready {
            folder,
            artifacts: Vec::new(),
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

    /// Shows what would become of `ready`, which is perhaps the only spec.
    ///
    /// # Errors
    /// Never: nothing is removed.
    fn show(&self, ready: &Ready, is_one: bool, page: &mut Page) -> Result<Verdict, String> {
        let changing = ready.differing();
        if is_one && changing == 0 {
            page.note("Nothing would change.");
        }
        for target in &ready.targets {
            let drift = self.left(target);
            page.result(&drift.diff);
            page.drift(|| drift);
        }
        let refused = self.refused(&ready.targets, page);
        let pruning = if self.prune {
            Pruning::Show
        } else {
            Pruning::Name
        };
        let gone = prune(ready, pruning, is_one, page)?;
        Ok(match refused {
            0 if changing + gone == 0 => ready.verdict(Kind::Unchanged, 0, 0),
            0 => ready.verdict(Kind::Changing, changing, gone),
            refused => ready.lost(refused),
        })
    }

    /// Writes what `ready`, which is perhaps the only spec, renders; nothing of it if something would be lost.
    ///
    /// # Errors
    /// If something cannot be written or removed.
    fn write(&self, ready: &Ready, is_one: bool, page: &mut Page) -> Result<Verdict, String> {
        let refused = self.refused(&ready.targets, page);
        if refused > 0 {
            if is_one {
                page.error("Nothing was written.");
            }
            for target in &ready.targets {
                page.drift(|| self.left(target));
            }
            return Ok(ready.lost(refused));
        }
        let differs = |target: &&Target| target.state != State::Same;
        let files: Vec<(Destination, String)> = ready
            .targets
            .iter()
            .filter(differs)
            .map(|target| (target.destination.clone(), target.artifact.text.clone()))
            .collect();
        disk::clear(ready.targets.iter().map(|target| &target.destination));
        disk::write(&files).map_err(|error| error.to_string())?;
        for target in &ready.targets {
            let done = match target.state {
                State::Same => Done::Unchanged,
                State::Missing => Done::Wrote,
                State::Stale
                | State::OtherVersion
                | State::Edited
                | State::Foreign
                | State::Orphaned => Done::Replaced,
            };
            if is_one {
                page.note(&format!("{:>9}  {}", done.name(), target.path.display()));
            }
            page.drift(|| Drift {
                done: Some(done),
                ..target.drift()
            });
        }
        let pruning = if self.prune {
            Pruning::Remove
        } else {
            Pruning::Name
        };
        let gone = prune(ready, pruning, is_one, page)?;
        Ok(if files.is_empty() && gone == 0 {
            ready.verdict(Kind::Unchanged, 0, 0)
        } else {
            ready.verdict(Kind::Rendered, files.len(), gone)
        })
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

    /// Names the files of `targets` that would be lost with their lines, unless they may be, and what to do about each; tells
    /// how many these are.
    fn refused(&self, targets: &[Target], page: &mut Page) -> usize {
        let lost = targets.iter().filter(|target| self.would_be_lost(target));
        lost.map(|target| {
            page.error(&format!("error: {}", lost::lines(target)));
            page.error(&lost::help(target));
        })
        .count()
    }
}
