//! `tvgen fleet`: many services beside each other.

mod check;
mod set;
mod table;

use std::{num::NonZero, path::PathBuf};

use clap::{Args, Subcommand};

use super::{ExitStatus, format::Format, output::Output, select::Specs};
use crate::workspace::{Compiler, Selection};

/// Compare many services, change them alike, and find where they get into each other's way
#[derive(Args, Debug)]
pub(super) struct Fleet {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Table(table::Table),
    Set(set::Set),
    Check(check::Check),
}

/// Which services, and how many of them at once.
#[derive(Args, Clone, Debug)]
struct Services {
    /// Specs: files, folders with each tvgen.toml in them, or patterns as in 'services/*' [default: this folder with all
    /// below it]
    #[arg(value_name = "SPEC")]
    given: Vec<PathBuf>,

    /// How many specs to take at once [default: as many as the machine has processors]
    #[arg(long, short, value_name = "N")]
    jobs: Option<NonZero<usize>>,
}

impl Services {
    /// Finds the specs, and reports the arguments that select none.
    fn select(&self, compiler: &Compiler, output: &mut Output) -> Selection {
        let here = || vec![PathBuf::new()];
        let given = Some(self.given.clone()).filter(|given| !given.is_empty());
        let specs = Specs {
            given: given.unwrap_or_else(here),
            jobs: self.jobs,
        };
        let mut selection = specs.select(compiler, output);
        selection.is_fleet = true;
        selection.is_listed = true;
        selection
    }
}

impl Fleet {
    /// How the user wants to see what it finds, if that was said.
    pub(super) fn format(&self) -> Option<Format> {
        match &self.command {
            Command::Table(_) => None,
            Command::Set(set) => set.reporting.format,
            Command::Check(check) => check.reporting.format,
        }
    }

    pub(super) fn run(
        &self,
        compiler: &Compiler,
        output: &mut Output,
    ) -> Result<ExitStatus, String> {
        match &self.command {
            Command::Table(table) => table.run(compiler, output),
            Command::Set(set) => set.run(compiler, output),
            Command::Check(check) => Ok(check.run(compiler, output)),
        }
    }
}
