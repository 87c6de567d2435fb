//! How a command exits.

use std::process::ExitCode;

use crate::{compile::Outcome, report::StatusKind};

/// How a command exits, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ExitStatus {
    /// All is well.
    Clean,
    /// The spec has errors, or a file would be lost.
    Found,
    /// It could not run.
    Failed,
}

impl ExitStatus {
    /// The status of a command that only compiles one spec.
    pub(super) fn of(outcome: &Outcome) -> Self {
        StatusKind::of(outcome).map_or(Self::Clean, Self::from)
    }
}

impl From<StatusKind> for ExitStatus {
    fn from(kind: StatusKind) -> Self {
        if kind == StatusKind::Failed {
            Self::Failed
        } else if kind.is_clean() {
            Self::Clean
        } else {
            Self::Found
        }
    }
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        match status {
            ExitStatus::Clean => Self::SUCCESS,
            ExitStatus::Found => Self::from(1),
            ExitStatus::Failed => Self::from(2),
        }
    }
}
