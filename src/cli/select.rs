//! The arguments that select specs.

use std::{num::NonZero, path::PathBuf};

use clap::Args;

use super::output::Output;
use crate::workspace::{Compiler, Selection};

/// Which specs, and how many of them at once.
#[derive(Args, Debug)]
pub(super) struct Specs {
    /// Specs: files, folders with each tvgen.toml in them, patterns as in 'services/*', or - for standard input [default:
    /// tvgen.toml]
    #[arg(value_name = "SPEC")]
    pub(super) given: Vec<PathBuf>,

    /// How many specs to take at once [default: as many as the machine has processors]
    #[arg(long, short, value_name = "N")]
    pub(super) jobs: Option<NonZero<usize>>,
}

impl Specs {
    /// Finds the specs, and reports the arguments that select none.
    pub(super) fn select(&self, compiler: &Compiler, output: &mut Output) -> Selection {
        let selection = Selection::find(&self.given, self.jobs, &compiler.allowed);
        for error in &selection.errors {
            output.failure(error);
        }
        selection
    }
}
