//! What went wrong with which file.

use std::{fmt, io, path::Path};

use crate::lang::line::plain;

/// What went wrong with which file, and what the user is to do about it.
#[derive(Debug)]
pub struct Error {
    what: String,
    why: String,
    help: Option<String>,
    is_missing: bool,
}

impl Error {
    /// `what` went wrong, and `why`.
    pub(super) fn new(what: String, why: impl Into<String>) -> Self {
        Self {
            what,
            why: why.into(),
            help: None,
            is_missing: false,
        }
    }

    /// The same, with `help` on lines of its own.
    pub(super) fn help(mut self, help: String) -> Self {
        self.help = Some(help);
        self
    }

    /// Whether there is no such file.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.is_missing
    }

    /// Why it went wrong, without the file's name.
    #[must_use]
    pub fn why(&self) -> String {
        self.why.clone()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.why)?;
        match &self.help {
            Some(help) => write!(f, "\n{help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

/// What makes an error of its cause: the user's file `path` could not be done `what` with.
pub(super) fn error<'a>(
    what: &'static str,
    path: &'a Path,
) -> impl FnOnce(io::Error) -> Error + 'a {
    move |cause| Error {
        is_missing: cause.kind() == io::ErrorKind::NotFound,
        ..Error::new(
            format!("cannot {what} {}", plain(&path.display().to_string())),
            cause.to_string(),
        )
    }
}
