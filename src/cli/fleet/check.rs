//! `tvgen fleet check`: checks services, and reports conflicts between them.

use clap::Args;

use super::{
    super::{
        ExitStatus, check::check, for_each_spec::for_each_spec, format::Reporting, output::Output,
    },
    Services,
};
use crate::{
    fleet::conflict::{Claim, ClaimIndex, find_claims},
    report::{SpecOutput, SpecStatus, StatusKind},
    workspace::{Compiler, LoadedSpec},
};

/// Check services, and report conflicts between them
///
/// Reports the same problems as `tvgen check`, and services that have the same name, push the same tags to one
/// repository, deploy to the same app, have the same URL, or store Terraform state in the same place.
#[derive(Args, Debug)]
#[command(after_long_help = "\
Examples:
  tvgen fleet check services

Exit status:
  0  All files are up to date, and no services conflict
  1  A spec has errors, a file differs, or services conflict
  2  A spec or a file could not be read")]
pub(super) struct Check {
    #[command(flatten)]
    services: Services,

    #[command(flatten)]
    pub(super) reporting: Reporting,
}

impl Check {
    pub(super) fn run(&self, compiler: &Compiler, output: &mut Output) -> ExitStatus {
        let selection = self.services.select(compiler, output);
        let mut seen = ClaimIndex::default();
        let work = |input: LoadedSpec, spec_output: &mut SpecOutput| {
            let (status, plan) = check(&input, None, false, compiler, spec_output);
            let own = plan.map(|plan| find_claims(&input.source, &plan));
            (input.source.own.name, own.unwrap_or_default(), status)
        };
        let finish = |(spec, own, status): (String, Vec<Claim>, SpecStatus),
                      spec_output: &mut SpecOutput| {
            let conflicts = seen.add(&spec, own);
            let SpecStatus { kind, detail } = status;
            let mut details = vec![detail];
            details.retain(|detail| !detail.is_empty());
            for conflict in &conflicts {
                spec_output.report_conflict(conflict);
                details.push(conflict.claim.resource.conflict_name().to_owned());
            }
            let is_conflicting = kind.is_clean() && !conflicts.is_empty();
            let kind = if is_conflicting {
                StatusKind::Conflicting
            } else {
                kind
            };
            SpecStatus::new(kind, details.join(", "))
        };
        for_each_spec(&selection, "fleet check", output, work, finish)
    }
}
