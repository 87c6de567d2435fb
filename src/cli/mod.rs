//! The command line interface: arguments, output and exit status.

mod absorb;
mod check;
mod environment;
mod exit_status;
mod explain;
mod fleet;
mod for_each_spec;
mod format;
mod handbook;
mod lint;
mod new;
mod output;
mod progress;
mod render;
mod schema;
mod select;
mod show;
mod stream;

use std::{ffi::OsString, io::Write, path::PathBuf, process::ExitCode};

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use self::{
    exit_status::ExitStatus,
    format::Format,
    output::Streams,
    stream::{Reader, Stream},
};
use crate::{
    compile::compile,
    disk,
    report::Widths,
    source::compile_inputs::today,
    workspace::{Compile, Compiler},
};

/// The widest line of help.
const MAX_HELP_WIDTH: usize = 100;

/// The heading of the flags that every command accepts.
const GLOBAL: &str = "Global options";

#[derive(Debug, Parser)]
#[command(
    version,
    about,
    term_width = MAX_HELP_WIDTH,
    after_help = "\
To create the spec of a service, run `tvgen new`.
For the options and examples of a command, run `tvgen help <command>`.",
    after_long_help = "\
To get started, save this spec as `tvgen.toml` in the root of the service:

    spec = 1

    [service]
    name = \"hello\"

    [base]
    ruby = \"3.4.7\"

    [registries.ghcr]
    repository = \"ghcr.io/acme/hello\"
    login = \"github-token\"

Then run `tvgen render`. To start from a template instead, run `tvgen new`.

Exit status:
  0  Success
  1  A spec has errors, or a file differs or would be overwritten
  2  tvgen could not run, or could not write its output

A closed pipe, as in `tvgen show | head -1`, is not an error: the command runs to completion."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,

    /// When to use colours; `auto` honours `NO_COLOR`
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        help_heading = GLOBAL
    )]
    color: Colour,

    /// Print only problems
    #[arg(long, short, global = true, help_heading = GLOBAL)]
    quiet: bool,

    /// Compare end-of-life dates with DATE, such as 2027-03-01 [default: today]
    #[arg(long, global = true, value_name = "DATE", help_heading = GLOBAL, value_parser = parse_date)]
    today: Option<Date>,

    /// Allow specs to extend files in DIR, outside of their repository; repeatable
    #[arg(long, global = true, value_name = "DIR", help_heading = GLOBAL, value_parser = parse_folder)]
    allow_base_dir: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    New(new::New),
    Render(render::Render),
    Check(check::Check),
    Absorb(absorb::Absorb),
    Lint(lint::Lint),
    Show(show::Show),
    Explain(explain::Explain),
    Fleet(fleet::Fleet),
    Schema(schema::Schema),
    #[command(hide = true)]
    Handbook(handbook::Handbook),
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Colour {
    /// Only at a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Arguments {
    /// Parses `arguments`. Help is wrapped at `width`, at most [`MAX_HELP_WIDTH`].
    fn parse_wrapped(arguments: Vec<OsString>, width: Option<usize>) -> Result<Self, clap::Error> {
        let width = width.map_or(MAX_HELP_WIDTH, |width| width.min(MAX_HELP_WIDTH));
        let mut command = Self::command().term_width(width);
        let matches = command.try_get_matches_from_mut(arguments)?;
        Self::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
    }
}

impl Colour {
    /// The value of `--color` in `arguments`, even if other arguments are invalid.
    fn find(arguments: &[OsString]) -> Self {
        let mut words = arguments.iter().map(|word| word.to_string_lossy());
        while let Some(word) = words.next() {
            let value = match word.strip_prefix("--color") {
                Some("") => words.next(),
                Some(value) => value.strip_prefix('=').map(|value| value.to_owned().into()),
                None => None,
            };
            if let Some(Ok(colour)) = value.map(|value| Self::from_str(&value, false)) {
                return colour;
            }
        }
        Self::Auto
    }
}

impl Command {
    /// The requested output format.
    fn format(&self) -> Option<Format> {
        match self {
            Self::Render(render) => render.reporting.format,
            Self::Check(check) => check.reporting.format,
            Self::Absorb(absorb) => absorb.reporting.format,
            Self::Lint(lint) => lint.reporting.format,
            Self::Fleet(fleet) => fleet.format(),
            Self::New(new) => new.reporting.format,
            Self::Explain(_) | Self::Show(_) | Self::Schema(_) | Self::Handbook(_) => None,
        }
    }
}

/// The command line interface, from which documents are generated.
#[must_use]
pub fn program() -> clap::Command {
    Arguments::command()
}

/// Runs the program with the arguments of this process.
#[must_use]
pub fn run() -> ExitCode {
    let (mut results, mut messages) = environment::standard_streams();
    let readers = (
        environment::detect_reader(&results),
        environment::detect_reader(&messages),
    );
    let streams = Streams {
        results: Stream::new(&mut results, readers.0),
        messages: Stream::new(&mut messages, readers.1),
        is_terminal: environment::is_stderr_terminal(),
        is_interactive: environment::is_interactive(),
        is_github_actions: environment::is_github_actions(),
        widths: environment::widths(),
        step_summary_path: environment::step_summary_path(),
    };
    execute(environment::arguments(), compile, streams)
}

/// Runs the program with `arguments`, the first of which is its name. Compiles specs with `compile`, and prints to
/// `results` and `messages`.
#[must_use]
pub fn run_with(
    arguments: &[&str],
    compile: Compile,
    results: &mut dyn Write,
    messages: &mut dyn Write,
) -> ExitCode {
    let streams = Streams {
        results: Stream::new(results, Reader::Program),
        messages: Stream::new(messages, Reader::Program),
        is_terminal: false,
        is_interactive: false,
        is_github_actions: false,
        widths: Widths::default(),
        step_summary_path: None,
    };
    let arguments = arguments.iter().map(OsString::from).collect();
    execute(arguments, compile, streams)
}

fn execute(arguments: Vec<OsString>, compile: Compile, streams: Streams) -> ExitCode {
    let colour = Colour::find(&arguments);
    let arguments = match Arguments::parse_wrapped(arguments, streams.widths.results) {
        Ok(arguments) => arguments,
        Err(usage) => return streams.print_usage(&usage, colour).into(),
    };
    let format = arguments.command.format();
    let mut output = output::Output::new(arguments.color, arguments.quiet, format, streams);
    let compiler = Compiler {
        compile,
        today: arguments.today.unwrap_or_else(today),
        allowed: arguments.allow_base_dir,
    };
    let result = match arguments.command {
        Command::Render(render) => render.run(&compiler, &mut output),
        Command::Check(check) => Ok(check.run(&compiler, &mut output)),
        Command::Absorb(absorb) => Ok(absorb.run(&compiler, &mut output)),
        Command::Lint(lint) => Ok(lint.run(&compiler, &mut output)),
        Command::Fleet(fleet) => fleet.run(&compiler, &mut output),
        Command::New(new) => new.run(&compiler, &mut output),
        Command::Explain(explain) => explain.run(&compiler, &mut output),
        Command::Show(show) => show.run(&compiler, &mut output),
        Command::Schema(schema::Schema {}) => Ok(schema::run(&mut output)),
        Command::Handbook(handbook) => handbook.run(&mut output),
    };
    let status = result.unwrap_or_else(|error| {
        output.failure(&error);
        ExitStatus::Failed
    });
    output.close(status).into()
}

/// Parses the date of `--today`, such as `2027-03-01`.
fn parse_date(text: &str) -> Result<Date, String> {
    let is_whole = text.len() == "2027-03-01".len();
    let date = text.parse().ok().filter(|_| is_whole);
    date.ok_or_else(|| "write a date such as 2027-03-01".to_owned())
}

/// Parses the folder of `--allow-base-dir`.
fn parse_folder(text: &str) -> Result<PathBuf, String> {
    let folder = Some(PathBuf::from(text)).filter(|folder| disk::is_folder(folder));
    folder.ok_or_else(|| "the folder does not exist".to_owned())
}
