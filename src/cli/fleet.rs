//! `tvgen fleet`: compares, changes and checks many services.

mod check;
mod set;
mod table;

use std::{num::NonZero, path::PathBuf};

use clap::{Args, Subcommand};

use super::{
    ExitStatus,
    format::Format,
    output::Output,
    select::{Specs, parse_jobs},
};
use crate::workspace::{Compiler, Selection};

/// Compare, change and check many services
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

/// The services to process, and how many of them in parallel.
#[derive(Args, Clone, Debug)]
struct Services {
    /// Spec files, folders, or patterns such as `services/*` [default: the current folder]
    ///
    /// A folder stands for each `tvgen.toml` in it and below it. Folders that git ignores are skipped, and so are base
    /// specs: specs without a `[service]` table.
    #[arg(value_name = "SPEC")]
    given: Vec<PathBuf>,

    /// Process up to N specs in parallel [default: the number of processors]
    #[arg(long, short, value_name = "N", value_parser = parse_jobs)]
    jobs: Option<NonZero<usize>>,
}

impl Services {
    /// Finds the specs, and reports each argument that matches none.
    fn select(&self, compiler: &Compiler, output: &mut Output) -> Selection {
        let here = || vec![PathBuf::new()];
        let given = Some(self.given.clone()).filter(|given| !given.is_empty());
        let specs = Specs {
            given: given.unwrap_or_else(here),
            jobs: self.jobs,
        };
        let mut selection = specs.select(compiler, output);
        selection.skips_bases = true;
        selection.has_summary = true;
        selection
    }
}

impl Fleet {
    /// The requested output format.
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
