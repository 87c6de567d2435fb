//! `tvgen absorb`: takes what was edited in generated files back into their specs.

mod told;
mod why;

use std::{collections::HashMap, path::PathBuf};

use clap::Args;

use super::{
    Compiler, Ending,
    format::Reporting,
    input::{self, Input},
    output::Output,
    target::{Files, Target},
};
use crate::{
    absorb::{self, Attempt, Edited},
    compile::Outcome,
    disk::{self, Destination},
    drift::State,
    report::{Drift, absorb as report, drift::Done},
};

/// Take what was edited in generated files back into their specs
///
/// An edit that the spec can say goes into the spec, whose comments and layout stay; then the files are rendered again,
/// and must have the edit. What the spec cannot say is listed, and stays in its file.
#[derive(Args, Debug)]
pub(super) struct Absorb {
    /// Specs: files, or folders that hold a tvgen.toml [default: tvgen.toml]
    #[arg(value_name = "SPEC")]
    specs: Vec<PathBuf>,

    /// Look below DIR instead of the spec's folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Show how the spec would change, as a diff, and write nothing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    pub(super) reporting: Reporting,
}

/// A spec with the files that it renders.
struct Job {
    input: Input,
    outcome: Outcome,
    targets: Vec<Target>,
}

/// What there is to do for all specs.
#[derive(Default)]
struct Work {
    /// The files to write.
    files: Vec<(Destination, String)>,
    /// What is to be told of each output.
    drifts: Vec<(Drift, Done)>,
}

impl Absorb {
    pub(super) fn run(&self, compiler: &Compiler, output: &mut Output) -> Ending {
        self.try_run(compiler, output).unwrap_or_else(|error| {
            output.failure(&error);
            Ending::Failed
        })
    }

    fn try_run(&self, compiler: &Compiler, output: &mut Output) -> Result<Ending, String> {
        let inputs = input::read(&self.specs, "absorb", output);
        let mut ending = inputs.ending();
        let mut jobs = Vec::new();
        for input in inputs.readable {
            if input.path().is_none() {
                return Err(
                    "standard input cannot be changed: name the file of the spec".to_owned(),
                );
            }
            let outcome = compiler.trace(&input);
            let its = Ending::of(&outcome);
            if its != Ending::Clean {
                output.outcome(&input.source, &outcome);
            }
            ending = ending.max(its);
            let folder = self.out.clone().unwrap_or_else(|| input.folder.clone());
            let files = Files::below(&folder);
            let (targets, errors) = files.targets(&input.source, outcome.artifacts.clone());
            for error in errors {
                output.failure(&error);
                ending = Ending::Failed;
            }
            jobs.push(Job {
                input,
                outcome,
                targets,
            });
        }
        if ending != Ending::Clean {
            output.error("Nothing was absorbed.");
            return Ok(ending);
        }
        let mut seen: Vec<&Target> = Vec::new();
        for target in jobs.iter().flat_map(|job| &job.targets) {
            if seen
                .iter()
                .any(|other| other.destination.is_same(&target.destination))
            {
                return Err(format!(
                    "two specs have the output {}: take them one by one, each with its own --out",
                    target.path.display()
                ));
            }
            seen.push(target);
        }
        let mut work = Work::default();
        for job in jobs {
            ending = ending.max(one(job, compiler, &mut work, output));
        }
        if self.dry_run {
            output.note("Nothing was written.");
        } else {
            disk::clear(work.files.iter().map(|(destination, _)| destination));
            disk::write(&work.files).map_err(|error| error.to_string())?;
        }
        for (mut drift, done) in work.drifts {
            let is_written = matches!(done, Done::Wrote | Done::Replaced);
            if is_written && !self.dry_run {
                output.note(&format!("{:>9}  {}", done.name(), drift.path));
            }
            drift.done = (!is_written || !self.dry_run).then_some(done);
            output.drift(drift);
        }
        Ok(ending)
    }
}

/// Takes what was edited in the files of `job` into its spec; what is to be written joins `work`, the spec first: of the
/// files alone a later command could not tell what was absorbed.
fn one(job: Job, compiler: &Compiler, work: &mut Work, output: &mut Output) -> Ending {
    let paths: HashMap<&str, String> = job
        .targets
        .iter()
        .map(|target| (target.artifact.name, target.path.display().to_string()))
        .collect();
    let paths = |output: &str| paths.get(output).cloned().unwrap_or_default();
    let (edited, others): (Vec<Target>, Vec<Target>) = job
        .targets
        .into_iter()
        .partition(Target::is_edited_from_spec);
    let edits = edited.iter().map(|target| {
        let disk = target.disk.as_deref().unwrap_or_default();
        Edited::new(target.artifact.clone(), disk)
    });
    let edits: Vec<Edited> = edits.collect();
    let first = Attempt {
        source: job.input.source.clone(),
        outcome: job.outcome,
    };
    let absorbed = absorb::absorb(first, &edits, &|text| {
        let source = job.input.with_text(text);
        let outcome = compiler.trace_as(&job.input, &source);
        Attempt { source, outcome }
    });
    let Attempt { source, outcome } = &absorbed.attempt;
    output.outcome(source, outcome);
    let told = told::told(&job.input, &edited, &edits, &absorbed, &paths);
    output.result(&told.diff);
    if !told.taken.is_empty() {
        output.note(report::taken(&told.taken).trim_end());
    }
    output.result(&report::left(&told.left));
    let mut ending = Ending::Clean;
    if !told.diff.is_empty() {
        let path = job.input.path().map(PathBuf::from).unwrap_or_default();
        let text = source.own.text.clone();
        work.files.push((Destination::named(&path), text));
    }
    for (target, merged) in edited.into_iter().zip(absorbed.files) {
        if !merged.left.is_empty() {
            ending = Ending::Found;
        }
        let is_same = target.disk.as_ref() == Some(&merged.text);
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
        ending = ending.max(other(&now, work, output));
    }
    if told.taken.is_empty() && told.left.is_empty() && ending == Ending::Clean {
        output.note("No file was edited by hand.");
    }
    output.absorbed(told);
    ending
}

/// Renders `target`, which was not edited, or says why that cannot be.
fn other(target: &Target, work: &mut Work, output: &mut Output) -> Ending {
    let mut drift = target.drift();
    let ending = if target.state.is_ours() {
        if target.state != State::Same {
            let text = target.artifact.text.clone();
            work.files.push((target.destination.clone(), text));
        }
        Ending::Clean
    } else {
        let help = if target.state == State::Foreign {
            "Nothing of it was absorbed: only what tvgen rendered can be."
        } else if !target.is_behind() {
            "Nothing of it was absorbed: it has too many lines, or bytes that are no UTF-8."
        } else {
            "Nothing of it was absorbed: put the spec back as it was, absorb, then change it again."
        };
        drift.help = Some(help.to_owned());
        let cause = drift.message().unwrap_or_default();
        output.error(&format!("error: {cause}\n{help}"));
        Ending::Found
    };
    let done = match target.state {
        State::Same => Done::Unchanged,
        State::Missing => Done::Wrote,
        State::Stale | State::OtherVersion => Done::Replaced,
        State::Edited | State::Foreign | State::Orphaned => Done::Left,
    };
    work.drifts.push((drift, done));
    ending
}
