//! The standard streams and the environment of this process.
#![expect(
    clippy::disallowed_methods,
    reason = "no other module opens the output streams or reads most of the environment"
)]

use std::{
    env,
    ffi::OsString,
    io::{self, IsTerminal},
    path::PathBuf,
};

use terminal_size::{Height, Width, terminal_size_of};

use super::stream::Reader;
use crate::report::Widths;

/// The width of a terminal that does not report one.
const DEFAULT_WIDTH: usize = 80;

/// The arguments of this process.
pub(super) fn arguments() -> Vec<OsString> {
    env::args_os().collect()
}

/// Standard output and standard error.
pub(super) fn standard_streams() -> (io::Stdout, io::Stderr) {
    (io::stdout(), io::stderr())
}

/// Whether messages go to a terminal on which a line can be redrawn.
pub(super) fn is_stderr_terminal() -> bool {
    io::stderr().is_terminal() && !is_dumb()
}

/// Determines the reader of `stream`.
pub(super) fn detect_reader(stream: &impl IsTerminal) -> Reader {
    if stream.is_terminal() {
        Reader::Person
    } else if is_github_actions() {
        Reader::Runner
    } else {
        Reader::Program
    }
}

/// Whether colours are allowed: `NO_COLOR` (<https://no-color.org>) is unset or empty, and the terminal supports control
/// sequences.
pub(super) fn is_colour_allowed() -> bool {
    env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) && !is_dumb()
}

/// Whether the terminal lacks control sequences.
fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// The widths of the terminals that the streams go to. `COLUMNS` overrides them.
pub(super) fn widths() -> Widths {
    let columns = env::var("COLUMNS").ok();
    let columns = columns.and_then(|columns| columns.parse().ok());
    let columns = columns.filter(|columns| *columns > 0);
    let width = |is_terminal: bool, size: Option<(Width, Height)>| {
        let size = size.map(|(Width(width), _)| usize::from(width));
        is_terminal.then(|| columns.or(size).unwrap_or(DEFAULT_WIDTH))
    };
    let (results, messages) = standard_streams();
    Widths {
        results: width(results.is_terminal(), terminal_size_of(&results)),
        messages: width(messages.is_terminal(), terminal_size_of(&messages)),
    }
}

/// Whether a user can answer prompts.
pub(super) fn is_interactive() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Whether this process runs in a GitHub Actions step.
pub(super) fn is_github_actions() -> bool {
    env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}

/// The file for the summary of this GitHub Actions step.
pub(super) fn step_summary_path() -> Option<PathBuf> {
    let file = env::var_os("GITHUB_STEP_SUMMARY").filter(|file| !file.is_empty());
    file.filter(|_| is_github_actions()).map(PathBuf::from)
}
