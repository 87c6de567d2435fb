//! `tvgen show`: the effective spec, each value with the line that it comes from.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{ExitStatus, output::Output};
use crate::{
    handbook::keys::keys,
    place::Place,
    report::show,
    source::Source,
    workspace::{Compiler, Input, NAME, read_one, spec_key},
};

/// Show what a spec says with all that it builds on, and where each value comes from
///
/// What is shown is a spec that builds on no other and renders the same. Behind each value is its file and its line, and
/// what it overrides. With KEY only that is shown, with what it is by default where nobody says it.
#[derive(Args, Debug)]
#[command(after_help = "\
For example:

    tvgen show base.ruby
    tvgen show environments.production
    tvgen show stages.production.copy[0]
    tvgen show --format json | jq '.values[] | select(.key == \"base.ruby\")'")]
pub(super) struct Show {
    /// A key of the spec: a value, or a table
    #[arg(value_name = "KEY")]
    key: Option<String>,

    /// The spec: a file, a folder that holds a tvgen.toml, or - for standard input [default: tvgen.toml]
    #[arg(long, value_name = "SPEC", allow_hyphen_values = true)]
    spec: Option<PathBuf>,

    /// How to show it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Shape,
}

/// A way to show a spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// TOML, with comments
    Human,
    /// One JSON object, {"values": […]}: each with its "key", "value", "file", "line" and "column"; arrays with those of
    /// their "items"; "overrides" are the values that do not count
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
            Some(key) => spec_key(key, &input.source)?,
            None => Place::root(),
        };
        let text = self.text(&input.source, &place);
        match self.format {
            Shape::Json => output.data(&text),
            Shape::Human => output.result(&text),
        }
        Ok(ExitStatus::of(&outcome))
    }

    /// What `source` says at `place`, and what is so by default.
    fn text(&self, source: &Source, place: &Place) -> String {
        let defaults = match &self.key {
            Some(_) => show::defaults(source, place, &keys()),
            None => Vec::new(),
        };
        match self.format {
            Shape::Json => show::json::document(source, place, &defaults),
            Shape::Human if *place == Place::root() => show::spec(source),
            Shape::Human => {
                let said = show::key(source, place).unwrap_or_default();
                let gap = if said.is_empty() || defaults.is_empty() {
                    ""
                } else {
                    "\n"
                };
                let defaults: String = defaults.iter().map(show::default_line).collect();
                format!("{said}{gap}{defaults}")
            }
        }
    }
}

/// Reads the spec `given`, or the one of this folder, for the command `command`.
///
/// # Errors
/// If it cannot be read.
pub(super) fn read_spec(
    given: Option<&Path>,
    command: &str,
    compiler: &Compiler,
) -> Result<Input, String> {
    let path = given.unwrap_or(Path::new(NAME));
    read_one(path, &compiler.allowed).map_err(|error| match given {
        Some(_) => error,
        None => format!("{error}\nName the spec: tvgen {command} --spec SPEC"),
    })
}
