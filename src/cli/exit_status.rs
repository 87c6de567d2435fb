//! The exit status of a command.

use std::process::ExitCode;

use crate::{compile::Outcome, report::StatusKind};

/// The exit status of a command, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ExitStatus {
    /// Success.
    Clean,
    /// A spec has errors, or a file differs or would be lost.
    Problems,
    /// The command could not run, or could not write its output.
    Failed,
}

impl ExitStatus {
    /// The status of a command that only compiles a spec.
    pub(super) fn from_outcome(outcome: &Outcome) -> Self {
        StatusKind::from_outcome(outcome).map_or(Self::Clean, Self::from)
    }
}

impl From<StatusKind> for ExitStatus {
    fn from(kind: StatusKind) -> Self {
        if kind == StatusKind::Failed {
            Self::Failed
        } else if kind.is_clean() {
            Self::Clean
        } else {
            Self::Problems
        }
    }
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        match status {
            ExitStatus::Clean => Self::SUCCESS,
            ExitStatus::Problems => Self::from(1),
            ExitStatus::Failed => Self::from(2),
        }
    }
}
