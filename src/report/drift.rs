//! Generated files that differ from their spec, and how to fix them.

use std::ops::RangeInclusive;

use super::diff::format_diff;
use crate::{
    drift::State,
    lang::{
        Text,
        line::escape_line,
        terminal::{self, Style, Styled, Terminal, wrap},
    },
    workspace::{FileAction, FileDrift},
};

impl FileAction {
    /// The name of the action in output, for people and programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Wrote => "wrote",
            Self::Replaced => "replaced",
            Self::Removed => "removed",
            Self::Skipped => "left",
        }
    }

    /// The action and the file `path` that it was taken on.
    #[must_use]
    pub fn format(self, path: &str) -> Text<Terminal> {
        let style = match self {
            Self::Unchanged => Style::Dim,
            Self::Wrote | Self::Replaced | Self::Removed => Style::Green,
            Self::Skipped => Style::Yellow,
        };
        let mut text = Styled::default();
        text.paint(style, &format!("{:>9}", self.name()))
            .add(&format!("  {path}"));
        text.text()
    }
}

impl FileDrift {
    /// The path of the file and why it differs, on one line; `None` if it is up to date.
    #[must_use]
    pub fn message(&self) -> Option<String> {
        self.help.as_ref()?;
        let cause = self.cause()?;
        Some(format!("{}: {cause}", self.path))
    }

    /// Why the file differs, with the lines that were edited by hand; `None` if it is up to date.
    #[must_use]
    pub fn cause(&self) -> Option<String> {
        let cause = self.state.reason()?;
        Some(match self.state {
            State::Edited if self.is_behind => {
                format!("{cause}, and the spec has changed since the last render")
            }
            State::Edited if !self.lines.is_empty() => {
                format!("{cause}, {}", format_line_ranges(&self.lines))
            }
            State::Edited
            | State::UpToDate
            | State::Missing
            | State::Stale
            | State::OtherVersion
            | State::Foreign
            | State::Orphaned => cause.to_owned(),
        })
    }

    /// The file and the line that a finding about the file points at. For a missing file, they are the spec and its
    /// first line.
    #[must_use]
    pub fn place(&self) -> (&str, usize) {
        match self.state {
            State::Missing => (&self.spec, 1),
            State::UpToDate
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

/// The largest number of line ranges that are listed.
const MAX_RANGES: usize = 10;

/// `lines` as text: `lines 12, 40 to 43`.
#[must_use]
pub fn format_line_ranges(lines: &[RangeInclusive<usize>]) -> String {
    let ranges = lines.iter().take(MAX_RANGES).map(|range| match range {
        range if range.start() == range.end() => range.start().to_string(),
        range => format!("{} to {}", range.start(), range.end()),
    });
    let ranges: Vec<String> = ranges.collect();
    let is_one = lines.len() == 1 && lines.iter().all(|range| range.start() == range.end());
    let (word, more) = (
        if is_one { "line" } else { "lines" },
        if lines.len() > MAX_RANGES {
            ", …"
        } else {
            ""
        },
    );
    format!("{word} {}{more}", ranges.join(", "))
}

/// `drift` as text, wrapped at `width`: the cause, the diff and how to fix it. Empty if the file is up to date.
#[must_use]
pub fn format_drift(drift: &FileDrift, width: Option<usize>) -> Text<Terminal> {
    let mut text = Styled::default();
    if let Some((cause, help)) = drift.cause().zip(drift.help.as_ref()) {
        let mut message = Styled::default();
        message
            .paint(Style::Bold, &escape_line(&drift.path))
            .add(": ")
            .paint(state_style(drift.state), &escape_line(&cause));
        text.append(&wrap(&message.text(), width))
            .add("\n")
            .append(&format_diff(&drift.diff))
            .append(&wrap(&terminal::text(help), width))
            .add("\n\n");
    }
    text.text()
}

/// The colour of the state `state`.
fn state_style(state: State) -> Style {
    match state {
        State::UpToDate => Style::Green,
        State::Stale | State::OtherVersion | State::Orphaned => Style::Yellow,
        State::Edited => Style::Magenta,
        State::Missing | State::Foreign => Style::Red,
    }
}
