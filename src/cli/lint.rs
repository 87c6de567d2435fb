//! `tvgen lint`: checks specs, and nothing else.

use clap::Args;

use super::{
    Compiler, Ending,
    each::each,
    format::Reporting,
    input::Input,
    output::Output,
    page::{Page, counted},
    specs::Specs,
    verdict::{Kind, Verdict},
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
    pub(super) fn run(&self, compiler: &Compiler, output: &mut Output) -> Ending {
        let choice = self.specs.choose(compiler, output);
        let is_one = !choice.are_many();
        let work = |input: Input, page: &mut Page| {
            let outcome = compiler.compile(&input);
            page.outcome(&input.source, &outcome);
            let kind = match Ending::of(&outcome) {
                Ending::Clean => Kind::Clean,
                Ending::Found => Kind::Faulty,
                Ending::Failed => Kind::Failed,
            };
            if is_one && kind == Kind::Clean {
                page.note("1 spec has no errors");
            }
            Verdict::new(kind, counted(&outcome).unwrap_or_default())
        };
        each(&choice, "lint", output, work, |verdict, _| verdict)
    }
}
