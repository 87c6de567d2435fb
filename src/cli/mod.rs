//! The command line: what it takes, what it prints, how it exits.

mod absorb;
mod check;
mod each;
mod environment;
mod exit_status;
mod explain;
mod fleet;
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

use std::{io::Write, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand, ValueEnum};
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
    source::surroundings::today,
    workspace::{Compile, Compiler},
};

/// Compiles one TOML spec of a containerised Rails service into its pipeline: Dockerfile, .dockerignore, GitHub Actions
/// workflows, Makefile and the page that explains it all.
#[derive(Debug, Parser)]
#[command(
    version,
    about,
    max_term_width = 100,
    after_help = "\
Exit codes: 0 clean, 1 the spec has errors, or a file drifted or would be lost, 2 tvgen could not run
or its output could not be written. A closed pipe, as in `tvgen show | head -1`, is not an error:
the command runs to completion.

Begin with a file tvgen.toml:

    spec = 1
    [service]
    name = \"hello\"
    [base]
    ruby = \"3.4.7\"
    [registries.ghcr]
    repository = \"ghcr.io/acme/hello\"
    login = \"github-token\"

Then `tvgen render --dry-run` shows what would be written, and `tvgen render` writes it."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,

    /// When to use colours; `NO_COLOR` is honoured
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        display_order = 900
    )]
    color: Colour,

    /// Print only problems
    #[arg(long, short, global = true, display_order = 901)]
    quiet: bool,

    /// Compare ends of life with DATE, as in 2027-03-01 [default: the day it is]
    #[arg(long, global = true, value_name = "DATE", display_order = 902, value_parser = date)]
    today: Option<Date>,

    /// Allow specs to extend files in DIR, outside of their repository; repeatable
    #[arg(long, global = true, value_name = "DIR", display_order = 903, value_parser = folder)]
    allow_base_dir: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Render(render::Render),
    Check(check::Check),
    Absorb(absorb::Absorb),
    Lint(lint::Lint),
    Fleet(fleet::Fleet),
    New(new::New),
    Explain(explain::Explain),
    Show(show::Show),
    Schema(schema::Schema),
    #[command(hide = true)]
    Handbook(handbook::Handbook),
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Colour {
    /// At a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Command {
    /// How the user wants to see what it finds, if that was said.
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

/// Runs the program with the arguments it was given.
#[must_use]
pub fn run() -> ExitCode {
    let (mut results, mut messages) = environment::standard();
    let readers = (
        environment::reader(&results),
        environment::reader(&messages),
    );
    let streams = Streams {
        results: Stream::new(&mut results, readers.0),
        messages: Stream::new(&mut messages, readers.1),
        watched: environment::is_watched(),
        interactive: environment::is_interactive(),
        annotated: environment::is_annotated(),
        summary: environment::step_summary(),
    };
    end(Arguments::try_parse(), compile, streams)
}

/// Runs the program with `arguments`, its own name the first; specs are compiled by `compile`, what is printed goes to
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
        watched: false,
        interactive: false,
        annotated: false,
        summary: None,
    };
    end(Arguments::try_parse_from(arguments), compile, streams)
}

fn end(arguments: Result<Arguments, clap::Error>, compile: Compile, streams: Streams) -> ExitCode {
    let arguments = match arguments {
        Ok(arguments) => arguments,
        Err(usage) => return streams.usage(&usage).into(),
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

/// The day that `text` says, as in `2027-03-01`.
fn date(text: &str) -> Result<Date, String> {
    let is_whole = text.len() == "2027-03-01".len();
    let date = text.parse().ok().filter(|_| is_whole);
    date.ok_or_else(|| "write a day of the calendar, as in 2027-03-01".to_owned())
}

/// Parses the folder of `--allow-base-dir`.
fn folder(text: &str) -> Result<PathBuf, String> {
    let folder = Some(PathBuf::from(text)).filter(|folder| disk::is_folder(folder));
    folder.ok_or_else(|| "no such folder".to_owned())
}
