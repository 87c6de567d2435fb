//! The status of one of many specs, and the summary of all: a word, and what there is to say about it on the same line.

use std::collections::BTreeMap;

use crate::{
    compile::Outcome,
    finding::{Finding, Severity, count},
    lang::line::plain,
};

/// The status of a spec after a command.
#[derive(Debug)]
pub struct SpecStatus {
    /// The status.
    pub kind: StatusKind,
    /// More about it; empty if there is nothing to say.
    pub detail: String,
}

/// What happened to a spec, in the order of the summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusKind {
    /// It has no errors.
    Clean,
    /// Its files are up to date.
    Same,
    /// There was nothing to do.
    Unchanged,
    /// Files of it were written.
    Rendered,
    /// Files of it would be written.
    Changing,
    /// Hand edits were moved into it.
    Absorbed,
    /// It was changed on command.
    Changed,
    /// It is a base spec, and no service.
    Base,
    /// It conflicts with another one.
    Clashing,
    /// Files of it are out of date.
    Drifted,
    /// Some hand edit cannot be moved into it.
    Left,
    /// Files of it would be lost.
    Refused,
    /// It has errors.
    Faulty,
    /// It could not be read, or its files could not be written.
    Failed,
}

impl StatusKind {
    /// The status of a spec without outputs; `None` if `outcome` has outputs.
    #[must_use]
    pub fn of(outcome: &Outcome) -> Option<Self> {
        if outcome.is_clean() {
            None
        } else if outcome.differences.is_empty() {
            Some(Self::Faulty)
        } else {
            Some(Self::Failed)
        }
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_clean(self) -> bool {
        self <= Self::Base
    }

    /// The word for it.
    fn name(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Same => "same",
            Self::Unchanged => "unchanged",
            Self::Rendered => "rendered",
            Self::Changing => "changing",
            Self::Absorbed => "absorbed",
            Self::Changed => "changed",
            Self::Base => "base",
            Self::Clashing => "clashing",
            Self::Drifted => "drifted",
            Self::Left => "left",
            Self::Refused => "refused",
            Self::Faulty => "faulty",
            Self::Failed => "failed",
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
    pub fn of(outcome: &Outcome) -> Option<Self> {
        let kind = StatusKind::of(outcome)?;
        Some(Self::new(kind, counted(outcome).unwrap_or_default()))
    }

    /// The line for it, the spec called `name`: one, whatever the name has in it.
    #[must_use]
    pub fn line(&self, name: &str) -> String {
        let (word, name) = (self.kind.name(), plain(name));
        if self.detail.is_empty() {
            format!("{word:>9}  {name}")
        } else {
            format!("{word:>9}  {name}: {}", self.detail)
        }
    }
}

/// The number of specs with each status.
#[derive(Debug, Default)]
pub struct Summary(BTreeMap<StatusKind, usize>);

impl Summary {
    /// Counts one more.
    pub fn add(&mut self, kind: StatusKind) {
        *self.0.entry(kind).or_default() += 1;
    }

    /// All of it on one line.
    #[must_use]
    pub fn line(&self) -> String {
        let counts = self.0.iter();
        let counts: Vec<String> = counts
            .map(|(kind, count)| format!("{count} {}", kind.name()))
            .collect();
        let all = count(self.0.values().sum(), "spec");
        format!("{all}: {}", counts.join(", "))
    }
}

/// The number of errors and warnings of `outcome`; `None` if it has none.
#[must_use]
pub fn counted(outcome: &Outcome) -> Option<String> {
    let is_error = |finding: &&Finding| finding.severity == Severity::Error;
    let listed = outcome.findings.iter().filter(is_error).count();
    let warnings = outcome.findings.len() - listed + outcome.omitted_warnings;
    numbers(listed + outcome.omitted_errors, warnings)
}

/// `errors` and `warnings` as words; `None` if there are none.
#[must_use]
pub fn numbers(errors: usize, warnings: usize) -> Option<String> {
    let counts = [(errors, "error"), (warnings, "warning")];
    let counts = counts.into_iter().filter(|(number, _)| *number > 0);
    let counts: Vec<String> = counts.map(|(number, what)| count(number, what)).collect();
    (!counts.is_empty()).then(|| counts.join(", "))
}
