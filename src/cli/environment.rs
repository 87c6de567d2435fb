//! The standard streams and the environment of this process.
#![expect(
    clippy::disallowed_methods,
    reason = "nothing else reads the environment or opens the streams"
)]

use std::{
    env,
    io::{self, IsTerminal},
    path::PathBuf,
};

use super::stream::Reader;

/// Standard output and standard error.
pub(super) fn standard() -> (io::Stdout, io::Stderr) {
    (io::stdout(), io::stderr())
}

/// Whether messages go to a terminal.
pub(super) fn is_watched() -> bool {
    io::stderr().is_terminal()
}

/// The reader of `stream`.
pub(super) fn reader(stream: &impl IsTerminal) -> Reader {
    if stream.is_terminal() {
        Reader::Person
    } else if is_annotated() {
        Reader::Runner
    } else {
        Reader::Program
    }
}

/// Whether the user's environment allows colours.
pub(super) fn is_colour_wanted() -> bool {
    env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Whether a person can read what is asked, and type an answer.
pub(super) fn is_interactive() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Whether this is a step of GitHub Actions.
pub(super) fn is_annotated() -> bool {
    env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}

/// The file that this step of GitHub Actions writes its summary into, if it is one.
pub(super) fn step_summary() -> Option<PathBuf> {
    let file = env::var_os("GITHUB_STEP_SUMMARY").filter(|file| !file.is_empty());
    file.filter(|_| is_annotated()).map(PathBuf::from)
}
