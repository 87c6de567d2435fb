//! The `--format` flag.

use clap::{Args, ValueEnum};

/// The format in which a command reports.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct Reporting {
    /// Print the report as FORMAT [default: human; in GitHub Actions also annotations and a summary]
    #[arg(long, value_name = "FORMAT")]
    pub(super) format: Option<Format>,
}

/// A format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Text with excerpts of the spec; the first 100 findings of each spec
    Human,
    /// One JSON object with `findings` and `files`; `done` is what was done with a file, `failures` lists errors such as
    /// unreadable files, and `omitted` counts the findings after the first 5000 of each spec
    Json,
    /// Annotations for GitHub Actions; the first 100 findings
    Github,
    /// SARIF 2.1.0 for code scanning
    Sarif,
}

impl Format {
    /// Its value on the command line.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Json => "json",
            Self::Github => "github",
            Self::Sarif => "sarif",
        }
    }
}
