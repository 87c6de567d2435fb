//! `--format`: how a command shows what it found.

use clap::{Args, ValueEnum};

/// How a command shows what it found.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct Reporting {
    /// How to show what was found [default: human, and in GitHub Actions annotations beside it]
    #[arg(long, value_name = "FORMAT")]
    pub(super) format: Option<Format>,
}

/// A way to show what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Words, with the lines of the spec: the first hundred findings of each spec
    Human,
    /// One JSON object, {"findings": […], "files": […]}: render adds "done" to each file, "failures" lists what
    /// could not be read, and "omitted" counts the findings of a spec after the first 5000
    Json,
    /// Annotations, for the log of a GitHub workflow: the first hundred findings
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

impl Format {
    /// The word for it on the command line.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Json => "json",
            Self::Github => "github",
            Self::Sarif => "sarif",
        }
    }
}
