//! A file that differs from what its spec renders, and what mends it.

use std::{fmt::Write, ops::RangeInclusive};

use crate::{
    drift::State,
    lang::line::plain,
    workspace::{Done, Drift},
};

impl Done {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Wrote => "wrote",
            Self::Replaced => "replaced",
            Self::Removed => "removed",
            Self::Left => "left",
        }
    }
}

impl Drift {
    /// What is wrong with the file, on one line; none where all is well.
    #[must_use]
    pub fn message(&self) -> Option<String> {
        self.help.as_ref()?;
        let cause = self.cause()?;
        Some(format!("{}: {cause}", self.path))
    }

    /// Why the file differs, if it does; of one that was edited by hand with its lines.
    #[must_use]
    pub fn cause(&self) -> Option<String> {
        let cause = self.state.cause()?;
        Some(match self.state {
            State::Edited if self.is_behind => {
                format!("{cause}, and the spec has changed since it was rendered")
            }
            State::Edited if !self.lines.is_empty() => {
                format!("{cause}, {}", numbered(&self.lines))
            }
            State::Edited
            | State::Same
            | State::Missing
            | State::Stale
            | State::OtherVersion
            | State::Foreign
            | State::Orphaned => cause.to_owned(),
        })
    }

    /// The file to point at, and the line: a file that is not there is missed by its spec.
    #[must_use]
    pub fn place(&self) -> (&str, usize) {
        match self.state {
            State::Missing => (&self.spec, 1),
            State::Same
            | State::Stale
            | State::OtherVersion
            | State::Edited
            | State::Foreign
            | State::Orphaned => {
                let first = self.lines.first().map_or(1, |lines| *lines.start());
                (&self.path, first)
            }
        }
    }
}

/// How many runs of lines are named.
const MOST_RUNS: usize = 10;

/// `lines` in words: `lines 12, 40 to 43`.
#[must_use]
pub fn numbered(lines: &[RangeInclusive<usize>]) -> String {
    let runs = lines.iter().take(MOST_RUNS).map(|run| match run {
        run if run.start() == run.end() => run.start().to_string(),
        run => format!("{} to {}", run.start(), run.end()),
    });
    let runs: Vec<String> = runs.collect();
    let is_one = lines.len() == 1 && lines.iter().all(|run| run.start() == run.end());
    let (word, more) = (
        if is_one { "line" } else { "lines" },
        if lines.len() > MOST_RUNS { ", …" } else { "" },
    );
    format!("{word} {}{more}", runs.join(", "))
}

/// `drift` in words: the cause, the diff, and what mends it; nothing where all is well.
#[must_use]
pub fn text(drift: &Drift) -> String {
    let mut text = String::new();
    if let (Some(message), Some(help)) = (drift.message(), &drift.help) {
        let message = plain(&message);
        let _ = write!(text, "{message}\n{}{help}\n\n", drift.diff);
    }
    text
}
