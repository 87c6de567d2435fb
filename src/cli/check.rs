//! `tvgen check`: compares the files on disk with what their specs render.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{ExitStatus, each::for_each_spec, format::Reporting, output::Output, select::Specs};
use crate::{
    finding::count,
    plan::Plan,
    report::{SpecOutput, SpecStatus, StatusKind, drift, fix, status::counted},
    workspace::{Compiler, Drift, Files, Input, orphans_of},
};

/// Hold the files on disk against what their specs render
///
/// Nothing is written. For each file that differs: the cause, a diff, and the command that mends it.
#[derive(Args, Debug)]
pub(super) struct Check {
    #[command(flatten)]
    specs: Specs,

    /// Look below DIR instead of the spec's folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    #[command(flatten)]
    pub(super) reporting: Reporting,
}

impl Check {
    pub(super) fn run(&self, compiler: &Compiler, output: &mut Output) -> ExitStatus {
        let selection = self.specs.select(compiler, output);
        let is_one = !selection.are_many();
        let out = self.out.as_deref();
        let work = |input: Input, spec_output: &mut SpecOutput| {
            check(&input, out, is_one, compiler, spec_output).0
        };
        for_each_spec(&selection, "check", output, work, |status, _| status)
    }
}

/// Checks the files of `input`, perhaps the only spec, below `out` or the spec's folder. Returns its plan too, if it has one.
pub(super) fn check(
    input: &Input,
    out: Option<&Path>,
    is_one: bool,
    compiler: &Compiler,
    spec_output: &mut SpecOutput,
) -> (SpecStatus, Option<Plan>) {
    let folder = out.unwrap_or(&input.folder);
    let its = Files::below(folder);
    let outcome = compiler.compile_beside(input, &its);
    spec_output.outcome(&input.source, &outcome);
    let counted = counted(&outcome);
    let faulty = StatusKind::of(&outcome);
    let orphans = orphans_of(input, folder, &outcome);
    let (targets, errors) = its.targets(&input.source, outcome.artifacts);
    for error in &errors {
        spec_output.failure(error);
    }
    for target in &targets {
        let help = target.differs().then(|| fix::target(target, out));
        let drift = Drift {
            help,
            ..target.drift()
        };
        spec_output.result(&drift::text(&drift));
        spec_output.drift(|| drift);
    }
    for orphan in &orphans {
        let drift = Drift {
            help: Some(fix::orphan(orphan, out)),
            ..orphan.drift()
        };
        // A person learns nothing from the diff of a whole file that is removed.
        spec_output.result(&drift::text(&Drift {
            diff: String::new(),
            ..drift.clone()
        }));
        spec_output.drift(|| drift);
    }
    let files = targets.len();
    let differing = targets.iter().filter(|target| target.differs()).count();
    let kind = if errors.is_empty() {
        faulty.unwrap_or(if differing > 0 || !orphans.is_empty() {
            StatusKind::Drifted
        } else {
            StatusKind::Same
        })
    } else {
        StatusKind::Failed
    };
    if is_one && kind == StatusKind::Same {
        spec_output.note(&format!("{files} files are what the spec says"));
    } else if is_one && differing > 0 {
        spec_output.note(&format!(
            "{differing} of {files} files are not what the spec says"
        ));
    }
    let drifted = (differing > 0).then(|| format!("{differing} of {}", count(files, "file")));
    let whole = (kind == StatusKind::Same).then(|| count(files, "file"));
    let left = (!orphans.is_empty()).then(|| format!("{} left over", orphans.len()));
    let details = [drifted, whole, left, counted].into_iter().flatten();
    let status = SpecStatus::new(kind, details.collect::<Vec<_>>().join(", "));
    (status, outcome.plan)
}
