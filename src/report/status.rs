//! The status of each of many specs, one line each, and their summary.

use std::collections::BTreeMap;

use crate::{
    compile::Outcome,
    finding::{Finding, Severity, pluralize},
    lang::{
        Text,
        line::escape_line,
        terminal::{self, Style, Styled, Terminal, hang},
    },
};

/// The width of the longest word of a status.
const WIDTH: usize = 10;

/// The status of a spec after a command.
#[derive(Debug)]
pub struct SpecStatus {
    /// The status.
    pub kind: StatusKind,
    /// The details, such as a number of files; may be empty.
    pub detail: String,
}

/// The outcome for a spec, in the order of the summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusKind {
    /// It has no errors.
    Clean,
    /// Its files are up to date.
    UpToDate,
    /// There was nothing to do.
    Unchanged,
    /// Some of its files were written.
    Rendered,
    /// Some of its files would be written.
    Changing,
    /// Hand edits were moved into it.
    Absorbed,
    /// `fleet set` changed it.
    Changed,
    /// It is a base spec, not a service.
    Base,
    /// It conflicts with another spec.
    Conflicting,
    /// Some of its files are out of date.
    Drifted,
    /// Some hand edits cannot be moved into it.
    Partial,
    /// Edits or files would be lost.
    Refused,
    /// It has errors.
    Invalid,
    /// It could not be read, or its files could not be written.
    Failed,
}

impl StatusKind {
    /// The status of a spec without outputs; `None` if `outcome` has outputs.
    #[must_use]
    pub fn from_outcome(outcome: &Outcome) -> Option<Self> {
        if outcome.is_clean() {
            None
        } else if outcome.differences.is_empty() {
            Some(Self::Invalid)
        } else {
            Some(Self::Failed)
        }
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_clean(self) -> bool {
        self <= Self::Base
    }

    /// The word in the status line and in the summary.
    fn name(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::UpToDate => "up to date",
            Self::Unchanged => "unchanged",
            Self::Rendered => "rendered",
            Self::Changing => "changing",
            Self::Absorbed => "absorbed",
            Self::Changed => "changed",
            Self::Base => "base",
            Self::Conflicting => "conflict",
            Self::Drifted => "drifted",
            Self::Partial => "partial",
            Self::Refused => "refused",
            Self::Invalid => "invalid",
            Self::Failed => "failed",
        }
    }

    /// The colour of the word.
    fn style(self) -> Style {
        match self {
            Self::Clean
            | Self::UpToDate
            | Self::Unchanged
            | Self::Rendered
            | Self::Changing
            | Self::Absorbed
            | Self::Changed => Style::Green,
            Self::Base => Style::Dim,
            Self::Conflicting | Self::Drifted | Self::Partial | Self::Refused => Style::Yellow,
            Self::Invalid | Self::Failed => Style::Red,
        }
    }
}

impl From<StatusKind> for SpecStatus {
    fn from(kind: StatusKind) -> Self {
        Self::new(kind, "")
    }
}

impl SpecStatus {
    /// The status `kind`, with `detail` about it.
    pub fn new(kind: StatusKind, detail: impl Into<String>) -> Self {
        Self {
            kind,
            detail: detail.into(),
        }
    }

    /// The status of a spec without outputs, with the number of its findings; `None` if `outcome` has outputs.
    #[must_use]
    pub fn from_outcome(outcome: &Outcome) -> Option<Self> {
        let kind = StatusKind::from_outcome(outcome)?;
        Some(Self::new(kind, count_findings(outcome).unwrap_or_default()))
    }

    /// The status line of the spec called `name`, wrapped at `width`.
    #[must_use]
    pub fn format(&self, name: &str, width: Option<usize>) -> Text<Terminal> {
        let name = escape_line(name);
        let line = if self.detail.is_empty() {
            name
        } else {
            format!("{name}: {}", self.detail)
        };
        let (word, style) = (self.kind.name(), self.kind.style());
        let mut first = Styled::default();
        let indent = " ".repeat(WIDTH.saturating_sub(word.len()));
        first.add(&indent).paint(style, word).add("  ");
        hang(&first.text(), &terminal::text(&line), width)
    }
}

/// The number of specs with each status.
#[derive(Debug, Default)]
pub struct Summary(BTreeMap<StatusKind, usize>);

impl Summary {
    /// Counts one more spec with the status `kind`.
    pub fn add(&mut self, kind: StatusKind) {
        *self.0.entry(kind).or_default() += 1;
    }

    /// The summary, such as `3 specs: 2 up to date, 1 drifted`.
    #[must_use]
    pub fn format(&self) -> Text<Terminal> {
        let mut text = Styled::default();
        text.add(&pluralize(self.0.values().sum(), "spec"));
        let separators = [": "].into_iter().chain(std::iter::repeat(", "));
        for ((kind, count), separator) in self.0.iter().zip(separators) {
            text.add(separator)
                .paint(kind.style(), &format!("{count} {}", kind.name()));
        }
        text.text()
    }
}

/// The number of errors and warnings of `outcome`; `None` if it has none.
#[must_use]
pub fn count_findings(outcome: &Outcome) -> Option<String> {
    let is_error = |finding: &&Finding| finding.severity == Severity::Error;
    let listed = outcome.findings.iter().filter(is_error).count();
    let warnings = outcome.findings.len() - listed + outcome.omitted_warnings;
    format_counts(listed + outcome.omitted_errors, warnings)
}

/// `errors` and `warnings` as words; `None` if there are none.
#[must_use]
pub fn format_counts(errors: usize, warnings: usize) -> Option<String> {
    let counts = [(errors, "error"), (warnings, "warning")];
    let counts = counts.into_iter().filter(|(number, _)| *number > 0);
    let counts: Vec<String> = counts
        .map(|(number, what)| pluralize(number, what))
        .collect();
    (!counts.is_empty()).then(|| counts.join(", "))
}
