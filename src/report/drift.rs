//! A file that differs from what its spec renders, and what mends it.

use std::fmt::Write;

use crate::drift::State;

/// A file that a spec renders, as it was found on disk.
#[derive(Clone, Debug)]
pub struct Drift {
    /// The file: its path from where tvgen runs, or from the root of the file system.
    pub path: String,
    /// The spec, as the user named it.
    pub spec: String,
    /// How the file differs.
    pub state: State,
    /// The first line that differs, from 1.
    pub line: usize,
    /// What rendering changes in the file, as a unified diff.
    pub diff: String,
    /// What was done with the file; none where nothing was to be done.
    pub done: Option<Done>,
    /// What the user is to do about it; none where all is well.
    pub help: Option<String>,
}

/// What was done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Nothing: it is what the spec says.
    Unchanged,
    /// It was written where there was none.
    Wrote,
    /// It was written over.
    Replaced,
    /// Nothing, though it differs.
    Left,
}

impl Done {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Wrote => "wrote",
            Self::Replaced => "replaced",
            Self::Left => "left",
        }
    }
}

impl Drift {
    /// What is wrong with the file, on one line; none where all is well.
    #[must_use]
    pub fn message(&self) -> Option<String> {
        let cause = self.state.cause()?;
        self.help
            .as_ref()
            .map(|_| format!("{}: {cause}", self.path))
    }

    /// The file to point at, and the line: a file that is not there is missed by its spec.
    #[must_use]
    pub fn place(&self) -> (&str, usize) {
        match self.state {
            State::Missing => (&self.spec, 1),
            State::Same | State::Stale | State::OtherVersion | State::Edited | State::Foreign => {
                (&self.path, self.line)
            }
        }
    }
}

/// `drift` in words: the cause, the diff, and what mends it; nothing where all is well.
#[must_use]
pub fn text(drift: &Drift) -> String {
    let mut text = String::new();
    if let (Some(message), Some(help)) = (drift.message(), &drift.help) {
        let _ = write!(text, "{message}\n{}{help}\n\n", drift.diff);
    }
    text
}
