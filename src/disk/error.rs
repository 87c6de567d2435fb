//! Errors of file operations.

use std::{fmt, io, path::Path};

use crate::lang::line::escape_line;

/// A failed file operation, with its reason and how to fix it.
#[derive(Debug)]
pub struct Error {
    operation: String,
    reason: String,
    outcome: Option<String>,
    help: Option<String>,
    is_missing: bool,
}

impl Error {
    /// `operation`, such as `cannot read FILE`, failed because of `reason`.
    pub(super) fn new(operation: String, reason: impl Into<String>) -> Self {
        Self {
            operation,
            reason: reason.into(),
            outcome: None,
            help: None,
            is_missing: false,
        }
    }

    /// Adds `outcome`: what was written despite the failure.
    pub(super) fn with_outcome(mut self, outcome: String) -> Self {
        self.outcome = Some(outcome);
        self
    }

    /// Adds `help`: how to fix it.
    pub(super) fn with_help(mut self, help: String) -> Self {
        self.help = Some(help);
        self
    }

    /// Whether the file does not exist.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.is_missing
    }

    /// The reason, without the name of the file.
    #[must_use]
    pub fn reason(&self) -> String {
        self.reason.clone()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation, self.reason)?;
        if let Some(outcome) = &self.outcome {
            write!(f, "\n{outcome}")?;
        }
        if let Some(help) = &self.help {
            write!(f, "\nhelp: {help}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// Converts an I/O error: the operation `verb`, such as `read`, failed on the file `path`.
pub(super) fn io_error<'a>(
    verb: &'static str,
    path: &'a Path,
) -> impl FnOnce(io::Error) -> Error + 'a {
    move |cause| Error {
        is_missing: cause.kind() == io::ErrorKind::NotFound,
        ..Error::new(
            format!("cannot {verb} {}", escape_line(&path.display().to_string())),
            cause.to_string(),
        )
    }
}
