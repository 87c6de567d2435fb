//! How one of many specs ended: a word, and what there is to say about it on the same line.

use std::collections::BTreeMap;

use super::Ending;
use crate::lang::line::plain;

/// How one of many specs ended.
pub(super) struct Verdict {
    /// How.
    pub(super) kind: Kind,
    /// More about it; empty if there is nothing to say.
    pub(super) detail: String,
}

/// How a spec ended, in the order in which they are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// It has no errors.
    Clean,
    /// Its files are what it says.
    Same,
    /// Nothing was to be done.
    Unchanged,
    /// Files of it were written.
    Rendered,
    /// Files of it would be written.
    Changing,
    /// What was edited was taken into it.
    Absorbed,
    /// It was changed on command.
    Changed,
    /// It is what others build on, and no service.
    Base,
    /// It gets into another one's way.
    Clashing,
    /// Files of it are not what it says.
    Drifted,
    /// Something edited cannot be taken into it.
    Left,
    /// Files of it would be lost.
    Refused,
    /// It has errors.
    Faulty,
    /// It could not be read, or its files not be written.
    Failed,
}

impl Kind {
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

    /// How the command ends at best.
    pub(super) fn ending(self) -> Ending {
        match self {
            Self::Clean
            | Self::Same
            | Self::Unchanged
            | Self::Rendered
            | Self::Changing
            | Self::Absorbed
            | Self::Changed
            | Self::Base => Ending::Clean,
            Self::Clashing | Self::Drifted | Self::Left | Self::Refused | Self::Faulty => {
                Ending::Found
            }
            Self::Failed => Ending::Failed,
        }
    }
}

impl Verdict {
    /// It ended so, and `detail` is more about it.
    pub(super) fn new(kind: Kind, detail: impl Into<String>) -> Self {
        Self {
            kind,
            detail: detail.into(),
        }
    }

    /// The line for it, the spec called `name`: one, whatever the name has in it.
    pub(super) fn line(&self, name: &str) -> String {
        let (word, name) = (self.kind.name(), plain(name));
        if self.detail.is_empty() {
            format!("{word:>9}  {name}")
        } else {
            format!("{word:>9}  {name}: {}", self.detail)
        }
    }
}

/// How many specs ended how.
#[derive(Default)]
pub(super) struct Tally(BTreeMap<Kind, usize>);

impl Tally {
    /// Counts one more.
    pub(super) fn add(&mut self, kind: Kind) {
        *self.0.entry(kind).or_default() += 1;
    }

    /// All of it on one line.
    pub(super) fn line(&self) -> String {
        let all: usize = self.0.values().sum();
        let counts = self.0.iter();
        let counts: Vec<String> = counts
            .map(|(kind, count)| format!("{count} {}", kind.name()))
            .collect();
        let specs = if all == 1 { "spec" } else { "specs" };
        format!("{all} {specs}: {}", counts.join(", "))
    }
}
