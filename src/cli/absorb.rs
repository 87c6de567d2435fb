//! `tvgen absorb`: takes what was edited in generated files back into their specs.

use std::{collections::HashMap, path::PathBuf};

use clap::Args;

use super::{ExitStatus, each::for_each_spec, format::Reporting, output::Output, select::Specs};
use crate::{
    absorb::{self, Attempt, Edited},
    compile::Outcome,
    disk::Destination,
    drift::State,
    finding::count,
    report::{SpecOutput, SpecStatus, StatusKind, absorb as report, lost},
    workspace::{self, Compiler, Done, Drift, Files, Input, OutputOwner, OutputOwners, Target},
};

/// Take what was edited in generated files back into their specs
///
/// An edit that the spec can say goes into the spec, whose comments and layout stay; then the files are rendered again,
/// and must have the edit. What the spec cannot say is listed, and stays in its file.
#[derive(Args, Debug)]
pub(super) struct Absorb {
    #[command(flatten)]
    specs: Specs,

    /// Look below DIR instead of the spec's folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Show how the spec would change, as a diff, and write nothing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    pub(super) reporting: Reporting,
}

/// What there is to do for a spec.
struct Work {
    /// Which files are its own.
    owned: Vec<(Destination, OutputOwner)>,
    /// The files to write.
    files: Vec<(Destination, String)>,
    /// What is to be reported of each output.
    drifts: Vec<(Drift, Done)>,
    /// Its status if they can be written.
    status: SpecStatus,
}

impl Absorb {
    pub(super) fn run(&self, compiler: &Compiler, output: &mut Output) -> ExitStatus {
        let selection = self.specs.select(compiler, output);
        let is_one = !selection.are_many();
        let options = output.options();
        let mut owners = OutputOwners::default();
        let work = |input: Input, spec_output: &mut SpecOutput| {
            self.look(&input, is_one, compiler, spec_output)
        };
        let finish = |work: Result<Work, SpecStatus>, spec_output: &mut SpecOutput| {
            let mut work = match work {
                Ok(work) => work,
                Err(status) => return status,
            };
            if let Err(error) = owners.add(std::mem::take(&mut work.owned)) {
                // Nothing that was looked at comes true.
                *spec_output = SpecOutput::new(options);
                return spec_output.fail(&error);
            }
            self.write(work, is_one, spec_output)
                .unwrap_or_else(|error| spec_output.fail(&error))
        };
        for_each_spec(&selection, "absorb", output, work, finish)
    }

    /// Finds the edits in the files of `input`, which is perhaps the only spec, and what they change in it.
    ///
    /// # Errors
    /// If nothing can be absorbed; why is reported.
    fn look(
        &self,
        input: &Input,
        is_one: bool,
        compiler: &Compiler,
        spec_output: &mut SpecOutput,
    ) -> Result<Work, SpecStatus> {
        if input.path().is_none() {
            return Err(
                spec_output.fail("standard input cannot be changed: name the file of the spec")
            );
        }
        let outcome = compiler.trace(input);
        let mut failed = SpecStatus::of(&outcome);
        let mut targets = Vec::new();
        if failed.is_some() {
            spec_output.outcome(&input.source, &outcome);
        } else {
            let files = Files::below(self.out.as_deref().unwrap_or(&input.folder));
            let (found, errors) = files.targets(&input.source, outcome.artifacts.clone());
            targets = found;
            for error in errors {
                failed = Some(spec_output.fail(&error));
            }
        }
        match failed {
            Some(status) => {
                if is_one {
                    spec_output.error("Nothing was absorbed.");
                }
                Err(status)
            }
            None => Ok(absorb(
                input,
                outcome,
                targets,
                is_one,
                compiler,
                spec_output,
            )),
        }
    }

    /// Writes the files of `work`.
    ///
    /// # Errors
    /// If one cannot be written.
    fn write(
        &self,
        work: Work,
        is_one: bool,
        spec_output: &mut SpecOutput,
    ) -> Result<SpecStatus, String> {
        if !self.dry_run {
            workspace::write(&work.files)?;
        } else if is_one {
            spec_output.note("Nothing was written.");
        }
        for (mut drift, done) in work.drifts {
            let is_written = matches!(done, Done::Wrote | Done::Replaced);
            drift.done = (!is_written || !self.dry_run).then_some(done);
            if is_written && is_one {
                spec_output.done(&drift);
            }
            spec_output.drift(|| drift);
        }
        Ok(work.status)
    }
}

/// Moves the edits in the files `targets` into the spec `input`, perhaps the only one, which compiles to `outcome`. The spec is
/// the first file to write: of the files alone a later command could not tell what was absorbed.
fn absorb(
    input: &Input,
    outcome: Outcome,
    targets: Vec<Target>,
    is_one: bool,
    compiler: &Compiler,
    spec_output: &mut SpecOutput,
) -> Work {
    let mut work = Work {
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
        targets.into_iter().partition(Target::is_edited_from_spec);
    let edits = edited.iter().map(|target| {
        let disk = target.disk.as_deref().unwrap_or_default();
        Edited::new(target.artifact.clone(), disk)
    });
    let edits: Vec<Edited> = edits.collect();
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
    spec_output.outcome(source, outcome);
    let told = report::absorbed(input, &edited, &edits, &absorbed, &paths);
    spec_output.result(&told.diff);
    if !told.taken.is_empty() {
        spec_output.note(report::taken(&told.taken).trim_end());
    }
    spec_output.result(&report::left(&told.left));
    let mut is_clean = true;
    if !told.diff.is_empty() {
        let path = input.path().map(PathBuf::from).unwrap_or_default();
        let text = source.own.text.clone();
        work.files.push((Destination::named(&path), text));
    }
    for (target, merged) in edited.into_iter().zip(absorbed.files) {
        is_clean &= merged.left.is_empty();
        let is_same = target.disk.as_deref() == Some(merged.text.as_str());
        let now = target.rendered_as(&outcome.artifacts);
        if !is_same {
            let text = merged.text.clone();
            work.files.push((now.destination.clone(), text));
        }
        let mut drift = now.with_disk(merged.text).drift();
        if drift.state != State::Same {
            let its = told.left.iter().filter(|left| left.path == drift.path);
            let whys: Vec<String> = its
                .map(|left| format!("line {}: {}", left.line, left.why))
                .collect();
            drift.help = Some(whys.join("\n"));
        }
        let done = match (is_same, drift.state) {
            (false, _) => Done::Replaced,
            (true, State::Same) => Done::Unchanged,
            (true, _) => Done::Left,
        };
        work.drifts.push((drift, done));
    }
    for target in others {
        let now = target.rendered_as(&outcome.artifacts);
        is_clean &= render_other(&now, &mut work, spec_output);
    }
    let (taken, left) = (told.taken.len(), told.left.len());
    if is_one && taken + left == 0 && is_clean {
        spec_output.note("No file was edited by hand.");
    }
    spec_output.absorbed(told);
    let kind = if !is_clean {
        StatusKind::Left
    } else if work.files.is_empty() {
        StatusKind::Unchanged
    } else {
        StatusKind::Absorbed
    };
    let taken = (taken > 0).then(|| format!("{} taken", count(taken, "edit")));
    let left = (left > 0).then(|| format!("{} left", count(left, "line")));
    let details = [taken, left].into_iter().flatten();
    work.status = SpecStatus::new(kind, details.collect::<Vec<_>>().join(", "));
    work
}

/// Renders `target`, whose edits cannot be absorbed if it has any. Returns whether it could be rendered.
fn render_other(target: &Target, work: &mut Work, spec_output: &mut SpecOutput) -> bool {
    let mut drift = target.drift();
    let is_ours = target.state.is_ours();
    if !is_ours {
        let help = lost::not_absorbed(target);
        drift.help = Some(help.to_owned());
        let cause = drift.message().unwrap_or_default();
        spec_output.error(&format!("error: {cause}\n{help}"));
    } else if target.differs() {
        work.files.push(target.file());
    }
    work.drifts.push((drift, Done::writing_ours(target.state)));
    is_ours
}
