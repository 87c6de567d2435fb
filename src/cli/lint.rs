//! `tvgen lint`: checks specs, and nothing else.

use std::path::PathBuf;

use clap::Args;

use super::{Compiler, Ending, format::Reporting, input, output::Output};

/// Check specs
///
/// No output is written or read. All that is wrong is said at once, each fault with its place and what to write instead.
/// A spec has at most 256 KiB with all that it builds on, and a table or an array of it 250 entries.
#[derive(Args, Debug)]
pub(super) struct Lint {
    /// Specs: files, folders that hold a tvgen.toml, or - for standard input [default: tvgen.toml]
    #[arg(value_name = "SPEC")]
    specs: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) reporting: Reporting,
}

impl Lint {
    pub(super) fn run(&self, compiler: &Compiler, output: &mut Output) -> Ending {
        let inputs = input::read(&self.specs, "lint", output);
        let mut ending = inputs.ending();
        for input in &inputs.readable {
            let outcome = compiler.compile(input);
            output.outcome(&input.source, &outcome);
            ending = ending.max(Ending::of(&outcome));
        }
        if ending == Ending::Clean {
            let count = inputs.readable.len();
            let specs = if count == 1 { "spec has" } else { "specs have" };
            output.note(&format!("{count} {specs} no errors"));
        }
        ending
    }
}
