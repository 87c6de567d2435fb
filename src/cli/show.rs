//! `tvgen show`: prints the resolved spec, each value with its location.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{ExitStatus, output::Output};
use crate::{
    disk,
    handbook::keys::keys,
    place::Place,
    report::show,
    source::Source,
    workspace::{Compiler, LoadedSpec, SPEC_FILE, load_spec, resolve_key},
};

/// Show a spec with everything it inherits
///
/// Prints one self-contained spec that renders the same files. A comment after each value has its file and line, and
/// the lines that it overrides. With KEY, prints only that key, with its default if it is not set.
#[derive(Args, Debug)]
#[command(after_long_help = "\
Examples:
  tvgen show                         Print the whole spec
  tvgen show base.ruby               Print one value
  tvgen show stages.production       Print a table
  tvgen show hooks.steps[0]          Print an item of an array
  tvgen show --format json           Print all values as JSON

Exit status:
  0  Success
  1  The spec has errors
  2  The key does not exist, or the spec could not be read")]
pub(super) struct Show {
    /// The key of a value or a table, such as `base.ruby`
    #[arg(value_name = "KEY")]
    key: Option<String>,

    /// The spec: a file, a folder with a `tvgen.toml`, or `-` for standard input [default: tvgen.toml]
    #[arg(long, value_name = "SPEC", allow_hyphen_values = true)]
    spec: Option<PathBuf>,

    /// Print the spec as FORMAT
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: ShowFormat,
}

/// A format of the resolved spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ShowFormat {
    /// TOML, with comments
    Human,
    /// One JSON object with `values`: each has a `key`, `value`, `file`, `line` and `column`; an array also has `items`;
    /// `overrides` are the overridden values
    Json,
}

impl Show {
    pub(super) fn run(
        &self,
        compiler: &Compiler,
        output: &mut Output,
    ) -> Result<ExitStatus, String> {
        let input = read_spec(self.spec.as_deref(), "show", compiler)?;
        let outcome = compiler.compile(&input);
        if !outcome.is_clean() {
            output.outcome(&input.source, &outcome);
        }
        let place = match &self.key {
            Some(key) => resolve_key(key, &input.source)?,
            None => Place::root(),
        };
        let text = self.text(&input.source, &place);
        match self.format {
            ShowFormat::Json => output.data(&text),
            ShowFormat::Human => output.result(&text),
        }
        Ok(ExitStatus::from_outcome(&outcome))
    }

    /// The value of `source` at `place`, with defaults.
    fn text(&self, source: &Source, place: &Place) -> String {
        let defaults = match &self.key {
            Some(_) => show::find_defaults(source, place, &keys()),
            None => Vec::new(),
        };
        match self.format {
            ShowFormat::Json => show::json::render_document(source, place, &defaults),
            ShowFormat::Human if *place == Place::root() => show::render_spec(source),
            ShowFormat::Human => {
                let value = show::render_key(source, place).unwrap_or_default();
                let gap = if value.is_empty() || defaults.is_empty() {
                    ""
                } else {
                    "\n"
                };
                let defaults: String = defaults.iter().map(show::format_default).collect();
                format!("{value}{gap}{defaults}")
            }
        }
    }
}

/// Loads the spec `given`, or the one in the current folder, for the command `command`.
///
/// # Errors
/// If it cannot be read.
pub(super) fn read_spec(
    given: Option<&Path>,
    command: &str,
    compiler: &Compiler,
) -> Result<LoadedSpec, String> {
    let path = given.unwrap_or(Path::new(SPEC_FILE));
    load_spec(path, &compiler.allowed).map_err(|error| match given {
        None if !disk::exists(path) => {
            format!("{error}\nhelp: to name another spec, run `tvgen {command} --spec SPEC`")
        }
        Some(_) | None => error,
    })
}
