//! The only place that prints: results on standard output, messages on standard error.

use std::io::{self, IsTerminal, Write};

use super::Colour;
use crate::{
    compile::Outcome,
    finding::Severity,
    report::{internal, terminal},
    source::Source,
};

/// Where a command prints.
pub(super) struct Output<'a> {
    results: &'a mut dyn Write,
    messages: &'a mut dyn Write,
    colour: bool,
    quiet: bool,
}

/// Standard output and standard error.
pub(super) fn streams() -> (io::Stdout, io::Stderr) {
    (io::stdout(), io::stderr())
}

impl<'a> Output<'a> {
    /// Prints to `results` and `messages`: in colour when `colour` says so, only what is wrong if `quiet`.
    pub(super) fn new(
        colour: Colour,
        quiet: bool,
        results: &'a mut dyn Write,
        messages: &'a mut dyn Write,
    ) -> Self {
        let wanted = || std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let colour = match colour {
            Colour::Auto => wanted() && io::stderr().is_terminal(),
            Colour::Always => true,
            Colour::Never => false,
        };
        Self {
            results,
            messages,
            colour,
            quiet,
        }
    }

    /// What was asked for. A reader that has gone away is no error.
    pub(super) fn result(&mut self, text: &str) {
        let _ = self.results.write_all(text.as_bytes());
    }

    /// What was done.
    pub(super) fn note(&mut self, text: &str) {
        if !self.quiet {
            self.result(&format!("{text}\n"));
        }
    }

    /// What is wrong.
    pub(super) fn error(&mut self, text: &str) {
        let _ = self.messages.write_all(format!("{text}\n").as_bytes());
    }

    /// What is wrong with the outputs of `source`: a fault of tvgen's own, if there is one.
    pub(super) fn differences(&mut self, source: &Source, outcome: &Outcome) {
        if !outcome.differences.is_empty() {
            let name = &source.own.name;
            self.error(&internal::differences(name, &outcome.differences));
        }
    }

    /// All that was found wrong with `source`, and how much that is.
    pub(super) fn findings(&mut self, source: &Source, outcome: &Outcome) {
        for finding in &outcome.findings {
            let _ = self
                .messages
                .write_all(terminal::finding(source, finding, self.colour).as_bytes());
            self.error("");
        }
        let errors = outcome
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .count();
        let warnings = outcome.findings.len() - errors;
        let count = |count: usize, what: &str| {
            format!("{count} {what}{}", if count == 1 { "" } else { "s" })
        };
        match (errors, warnings) {
            (0, 0) => {}
            (0, _) => self.error(&format!(
                "{}: {}",
                source.own.name,
                count(warnings, "warning")
            )),
            (_, 0) => self.error(&format!("{}: {}", source.own.name, count(errors, "error"))),
            _ => self.error(&format!(
                "{}: {}, {}",
                source.own.name,
                count(errors, "error"),
                count(warnings, "warning")
            )),
        }
    }
}
