//! `tvgen lint`: checks specs without reading or writing their outputs.

use clap::Args;

use super::{
    ExitStatus, for_each_spec::for_each_spec, format::Reporting, output::Output, select::Specs,
};
use crate::{
    report::{SpecOutput, SpecStatus, StatusKind, status::count_findings},
    workspace::{Compiler, LoadedSpec},
};

/// Check specs for errors
///
/// All findings are reported at once, each with its location and what to write instead. Generated files are neither
/// read nor written.
///
/// Limits: 256 KiB for a spec with its base specs, 250 entries for each table or array, and 100 stages, 100 environments
/// and 100 jobs.
#[derive(Args, Debug)]
#[command(after_long_help = "\
Examples:
  tvgen lint                         Check `tvgen.toml` in the current folder
  tvgen lint --today 2027-04-01      Report what will have reached end of life by then

Exit status:
  0  No errors; there may be warnings
  1  A spec has errors
  2  A spec could not be read")]
pub(super) struct Lint {
    #[command(flatten)]
    specs: Specs,

    #[command(flatten)]
    pub(super) reporting: Reporting,
}

impl Lint {
    pub(super) fn run(&self, compiler: &Compiler, output: &mut Output) -> ExitStatus {
        let selection = self.specs.select(compiler, output);
        let is_only_spec = !selection.has_many();
        let work = |input: LoadedSpec, spec_output: &mut SpecOutput| {
            let outcome = compiler.compile(&input);
            spec_output.report_outcome(&input.source, &outcome);
            if is_only_spec && outcome.is_clean() {
                spec_output.note("no errors in 1 spec");
            }
            let kind = StatusKind::from_outcome(&outcome).unwrap_or(StatusKind::Clean);
            SpecStatus::new(kind, count_findings(&outcome).unwrap_or_default())
        };
        for_each_spec(&selection, "lint", output, work, |status, _| status)
    }
}
