//! `tvgen lint`: checks specs, and nothing else.

use clap::Args;

use super::{ExitStatus, each::for_each_spec, format::Reporting, output::Output, select::Specs};
use crate::{
    report::{SpecOutput, SpecStatus, StatusKind, status::counted},
    workspace::{Compiler, Input},
};

/// Check specs
///
/// No output is written or read. All that is wrong is said at once, each fault with its place and what to write instead.
/// A spec with its base specs has at most 256 KiB, each table or array at most 250 entries, and stages, environments and
/// jobs at most 100 each.
#[derive(Args, Debug)]
pub(super) struct Lint {
    #[command(flatten)]
    specs: Specs,

    #[command(flatten)]
    pub(super) reporting: Reporting,
}

impl Lint {
    pub(super) fn run(&self, compiler: &Compiler, output: &mut Output) -> ExitStatus {
        let selection = self.specs.select(compiler, output);
        let is_one = !selection.are_many();
        let work = |input: Input, spec_output: &mut SpecOutput| {
            let outcome = compiler.compile(&input);
            spec_output.outcome(&input.source, &outcome);
            if is_one && outcome.is_clean() {
                spec_output.note("1 spec has no errors");
            }
            let kind = StatusKind::of(&outcome).unwrap_or(StatusKind::Clean);
            SpecStatus::new(kind, counted(&outcome).unwrap_or_default())
        };
        for_each_spec(&selection, "lint", output, work, |status, _| status)
    }
}
