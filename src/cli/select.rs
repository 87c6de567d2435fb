//! The arguments that select specs.

use std::{num::NonZero, path::PathBuf};

use clap::Args;

use super::output::Output;
use crate::workspace::{Compiler, Selection};

/// The specs to process, and how many of them in parallel.
#[derive(Args, Debug)]
pub(super) struct Specs {
    /// Spec files, folders, patterns such as `services/*`, or `-` for standard input [default: tvgen.toml]
    ///
    /// A folder stands for each `tvgen.toml` in it and below it. Folders that git ignores are skipped, and so are base
    /// specs: specs without a `[service]` table.
    #[arg(value_name = "SPEC")]
    pub(super) given: Vec<PathBuf>,

    /// Process up to N specs in parallel [default: the number of processors]
    #[arg(long, short, value_name = "N", value_parser = parse_jobs)]
    pub(super) jobs: Option<NonZero<usize>>,
}

impl Specs {
    /// Finds the specs, and reports each argument that matches none.
    pub(super) fn select(&self, compiler: &Compiler, output: &mut Output) -> Selection {
        let selection = Selection::find(&self.given, self.jobs, &compiler.allowed);
        for error in &selection.errors {
            output.failure(error);
        }
        selection
    }
}

/// Parses the number of `--jobs`.
pub(super) fn parse_jobs(text: &str) -> Result<NonZero<usize>, String> {
    text.parse()
        .map_err(|_| "write a number of at least 1".to_owned())
}
