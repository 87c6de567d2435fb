//! `tvgen fleet check`: each service, and where services conflict.

use clap::Args;

use super::{
    super::{ExitStatus, check::check, each::for_each_spec, format::Reporting, output::Output},
    Services,
};
use crate::{
    fleet::clash::{Owned, Seen, owned},
    report::{SpecOutput, SpecStatus, StatusKind},
    workspace::{Compiler, Input},
};

/// Check services, and where they get into each other's way
///
/// Beside what `tvgen check` finds: two services with one name, that push the same tags into one repository, deploy to one app,
/// answer at one address, or keep Terraform's state in one place.
#[derive(Args, Debug)]
pub(super) struct Check {
    #[command(flatten)]
    services: Services,

    #[command(flatten)]
    pub(super) reporting: Reporting,
}

impl Check {
    pub(super) fn run(&self, compiler: &Compiler, output: &mut Output) -> ExitStatus {
        let selection = self.services.select(compiler, output);
        let mut seen = Seen::default();
        let work = |input: Input, spec_output: &mut SpecOutput| {
            let (status, plan) = check(&input, None, false, compiler, spec_output);
            let own = plan.map(|plan| owned(&input.source, &plan));
            (input.source.own.name, own.unwrap_or_default(), status)
        };
        let finish = |(spec, own, status): (String, Vec<Owned>, SpecStatus),
                      spec_output: &mut SpecOutput| {
            let clashes = seen.note(&spec, own);
            let SpecStatus { kind, detail } = status;
            let mut details = vec![detail];
            details.retain(|detail| !detail.is_empty());
            for clash in &clashes {
                spec_output.clash(clash);
                details.push(clash.owned.thing.fault().to_owned());
            }
            let is_clean = kind.is_clean() && !clashes.is_empty();
            let kind = if is_clean { StatusKind::Clashing } else { kind };
            SpecStatus::new(kind, details.join(", "))
        };
        for_each_spec(&selection, "fleet check", output, work, finish)
    }
}
