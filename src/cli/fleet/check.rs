//! `tvgen fleet check`: each service, and where services get into each other's way.

use clap::Args;

use super::{
    super::{
        Compiler, Ending,
        check::{self, Looked},
        each::each,
        format::Reporting,
        input::Input,
        output::Output,
        page::Page,
        verdict::{Kind, Verdict},
    },
    Services,
};
use crate::fleet::clash::{Owned, Seen, owned};

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
    pub(super) fn run(&self, compiler: &Compiler, output: &mut Output) -> Ending {
        let choice = self.services.choose(compiler, output);
        let mut seen = Seen::default();
        let looked = Looked {
            out: None,
            is_one: false,
        };
        let work = |input: Input, page: &mut Page| {
            let (verdict, plan) = check::one(&input, &looked, compiler, page);
            let own = plan.map(|plan| owned(&input.source, &plan));
            (input.source.own.name, own.unwrap_or_default(), verdict)
        };
        let finish = |(spec, own, verdict): (String, Vec<Owned>, Verdict), page: &mut Page| {
            let clashes = seen.note(&spec, own);
            let Verdict { kind, mut detail } = verdict;
            for clash in &clashes {
                page.clash(clash);
                let gap = if detail.is_empty() { "" } else { ", " };
                detail = format!("{detail}{gap}{}", clash.owned.thing.fault());
            }
            let is_clean = kind.ending() == Ending::Clean && !clashes.is_empty();
            Verdict::new(if is_clean { Kind::Clashing } else { kind }, detail)
        };
        each(&choice, "fleet check", output, work, finish)
    }
}
