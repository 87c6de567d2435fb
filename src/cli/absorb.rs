//! `tvgen absorb`: takes what was edited in generated files back into their specs.

mod told;
mod why;

use std::{collections::HashMap, path::PathBuf};

use clap::Args;

use super::{
    Compiler, Ending,
    claims::{Claim, Claims},
    each::each,
    format::Reporting,
    input::Input,
    output::Output,
    page::{Page, count, counted},
    specs::Specs,
    target::{Files, Target},
    verdict::{Kind, Verdict},
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

/// A spec with the files that it renders.
struct Job {
    input: Input,
    outcome: Outcome,
    targets: Vec<Target>,
}

/// What there is to do for a spec.
struct Work {
    /// Which files are its own.
    claims: Vec<Claim>,
    /// The files to write.
    files: Vec<(Destination, String)>,
    /// What is to be told of each output.
    drifts: Vec<(Drift, Done)>,
    /// How it ends if they can be written.
    verdict: Verdict,
}

impl Absorb {
    pub(super) fn run(&self, compiler: &Compiler, output: &mut Output) -> Ending {
        let choice = self.specs.choose(compiler, output);
        let is_one = !choice.are_many();
        let manner = output.manner();
        let mut claims = Claims::default();
        let work = |input: Input, page: &mut Page| self.look(input, is_one, compiler, page);
        let finish = |work: Result<Work, Verdict>, page: &mut Page| {
            let mut work = match work {
                Ok(work) => work,
                Err(verdict) => return verdict,
            };
            if let Err(error) = claims.take(std::mem::take(&mut work.claims)) {
                // Nothing that was looked at comes true.
                *page = Page::new(manner);
                page.failure(&error);
                return Verdict::new(Kind::Failed, "");
            }
            self.write(work, is_one, page).unwrap_or_else(|error| {
                page.failure(&error);
                Verdict::new(Kind::Failed, "")
            })
        };
        each(&choice, "absorb", output, work, finish)
    }

    /// Looks at what was edited in the files of `input`, which is perhaps the only spec.
    ///
    /// # Errors
    /// If nothing can be absorbed; why is told.
    fn look(
        &self,
        input: Input,
        is_one: bool,
        compiler: &Compiler,
        page: &mut Page,
    ) -> Result<Work, Verdict> {
        if input.path().is_none() {
            page.failure("standard input cannot be changed: name the file of the spec");
            return Err(Verdict::new(Kind::Failed, ""));
        }
        let outcome = compiler.trace(&input);
        let kind = match Ending::of(&outcome) {
            Ending::Clean => None,
            Ending::Found => Some(Kind::Faulty),
            Ending::Failed => Some(Kind::Failed),
        };
        if let Some(kind) = kind {
            page.outcome(&input.source, &outcome);
            nothing(is_one, page);
            return Err(Verdict::new(kind, counted(&outcome).unwrap_or_default()));
        }
        let folder = self.out.clone().unwrap_or_else(|| input.folder.clone());
        let files = Files::below(&folder);
        let (targets, errors) = files.targets(&input.source, outcome.artifacts.clone());
        if !errors.is_empty() {
            for error in errors {
                page.failure(&error);
            }
            nothing(is_one, page);
            return Err(Verdict::new(Kind::Failed, ""));
        }
        let job = Job {
            input,
            outcome,
            targets,
        };
        Ok(one(job, is_one, compiler, page))
    }

    /// Writes what `work` says.
    ///
    /// # Errors
    /// If it cannot be written.
    fn write(&self, work: Work, is_one: bool, page: &mut Page) -> Result<Verdict, String> {
        if !self.dry_run {
            disk::clear(work.files.iter().map(|(destination, _)| destination));
            disk::write(&work.files).map_err(|error| error.to_string())?;
        } else if is_one {
            page.note("Nothing was written.");
        }
        for (mut drift, done) in work.drifts {
            let is_written = matches!(done, Done::Wrote | Done::Replaced);
            if is_written && !self.dry_run && is_one {
                page.note(&format!("{:>9}  {}", done.name(), drift.path));
            }
            drift.done = (!is_written || !self.dry_run).then_some(done);
            page.drift(|| drift);
        }
        Ok(work.verdict)
    }
}

/// Says that nothing came of the only spec.
fn nothing(is_one: bool, page: &mut Page) {
    if is_one {
        page.error("Nothing was absorbed.");
    }
}

/// Takes what was edited in the files of `job`, perhaps the only spec, into its spec; of what is to be written the spec comes
/// first: of the files alone a later command could not tell what was absorbed.
fn one(job: Job, is_one: bool, compiler: &Compiler, page: &mut Page) -> Work {
    let mut work = Work {
        claims: Claim::of(&job.targets),
        files: Vec::new(),
        drifts: Vec::new(),
        verdict: Verdict::new(Kind::Unchanged, ""),
    };
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
    page.outcome(source, outcome);
    let told = told::told(&job.input, &edited, &edits, &absorbed, &paths);
    page.result(&told.diff);
    if !told.taken.is_empty() {
        page.note(report::taken(&told.taken).trim_end());
    }
    page.result(&report::left(&told.left));
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
        ending = ending.max(other(&now, &mut work, page));
    }
    let (taken, left) = (told.taken.len(), told.left.len());
    if is_one && taken + left == 0 && ending == Ending::Clean {
        page.note("No file was edited by hand.");
    }
    page.absorbed(told);
    let kind = match ending {
        Ending::Clean if work.files.is_empty() => Kind::Unchanged,
        Ending::Clean => Kind::Absorbed,
        Ending::Found | Ending::Failed => Kind::Left,
    };
    let taken = (taken > 0).then(|| format!("{} taken", count(taken, "edit")));
    let left = (left > 0).then(|| format!("{} left", count(left, "line")));
    let details = [taken, left].into_iter().flatten();
    work.verdict = Verdict::new(kind, details.collect::<Vec<_>>().join(", "));
    work
}

/// Renders `target`, which was not edited, or says why that cannot be.
fn other(target: &Target, work: &mut Work, page: &mut Page) -> Ending {
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
        page.error(&format!("error: {cause}\n{help}"));
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
