//! The only place that prints: results on standard output, messages on standard error.

use std::{
    env,
    io::{self, IsTerminal, Write},
    path::PathBuf,
};

use super::{Colour, Format};
use crate::{
    compile::Outcome,
    disk,
    finding::Severity,
    report::{
        Drift, MOST_SHOWN, Report, Root, absorb::Absorbed, github, internal, json, located::locate,
        sarif, summary, terminal,
    },
    source::Source,
};

/// Where a command prints.
pub(super) struct Output<'a> {
    streams: Streams<'a>,
    colour: bool,
    quiet: bool,
    format: Option<Format>,
    report: Report,
}

/// What is printed on.
pub(super) struct Streams<'a> {
    /// What was asked for.
    pub(super) results: &'a mut dyn Write,
    /// All else.
    pub(super) messages: &'a mut dyn Write,
    /// Whether somebody reads annotations in the messages: GitHub does.
    pub(super) annotated: bool,
    /// The file that a summary in Markdown goes behind, if somebody reads it: GitHub shows it on the page of the run.
    pub(super) summary: Option<PathBuf>,
}

/// Standard output and standard error.
pub(super) fn standard() -> (io::Stdout, io::Stderr) {
    (io::stdout(), io::stderr())
}

/// Whether this is a step of GitHub Actions.
pub(super) fn is_annotated() -> bool {
    env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}

/// The file that this step of GitHub Actions writes its summary into, if it is one.
pub(super) fn step_summary() -> Option<PathBuf> {
    let file = env::var_os("GITHUB_STEP_SUMMARY").filter(|file| !file.is_empty());
    file.filter(|_| is_annotated()).map(PathBuf::from)
}

impl<'a> Output<'a> {
    /// Prints to `streams`: in colour when `colour` says so, only what is wrong if `quiet`, and what is found in `format`.
    pub(super) fn new(
        colour: Colour,
        quiet: bool,
        format: Option<Format>,
        streams: Streams<'a>,
    ) -> Self {
        let wanted = || env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let colour = match colour {
            Colour::Auto => wanted() && io::stderr().is_terminal(),
            Colour::Always => true,
            Colour::Never => false,
        };
        Self {
            streams,
            colour,
            quiet,
            format,
            report: Report::default(),
        }
    }

    /// Whether a person reads the results, and no program.
    fn is_human(&self) -> bool {
        match self.format {
            None | Some(Format::Human) => true,
            Some(Format::Json | Format::Github | Format::Sarif) => false,
        }
    }

    /// What was asked for, in words; programs get it when all is done. A reader that has gone away is no error.
    pub(super) fn result(&mut self, text: &str) {
        if self.is_human() {
            let _ = self.streams.results.write_all(text.as_bytes());
        }
    }

    /// What was done.
    pub(super) fn note(&mut self, text: &str) {
        if !self.quiet {
            self.result(&format!("{text}\n"));
        }
    }

    /// What is wrong.
    pub(super) fn error(&mut self, text: &str) {
        let _ = writeln!(self.streams.messages, "{text}");
    }

    /// What keeps the command from doing what it should.
    pub(super) fn failure(&mut self, text: &str) {
        self.error(&format!("error: {text}"));
        self.report.failures.push(text.to_owned());
    }

    /// What is wrong with a file.
    pub(super) fn drift(&mut self, drift: Drift) {
        self.report.drifts.push(drift);
    }

    /// What was taken back into a spec.
    pub(super) fn absorbed(&mut self, absorbed: Absorbed) {
        self.report.absorbed.push(absorbed);
    }

    /// All that is wrong with `source`, and with what was made of it, which is a fault of tvgen's own.
    pub(super) fn outcome(&mut self, source: &Source, outcome: &Outcome) {
        if self.is_human() {
            self.findings(source, outcome);
        }
        if !self.is_human() || self.streams.annotated {
            let located = locate(source, &outcome.findings);
            self.report.findings.extend(located);
        }
        if !outcome.differences.is_empty() {
            let text = internal::differences(&source.own.name, &outcome.differences);
            self.error(&text);
            self.report.failures.push(text);
        }
    }

    /// All that was found wrong with `source`, and how much that is.
    fn findings(&mut self, source: &Source, outcome: &Outcome) {
        for finding in outcome.findings.iter().take(MOST_SHOWN) {
            self.error(&terminal::finding(source, finding, self.colour));
        }
        let all = outcome.findings.len();
        if let Some(more) = all.checked_sub(MOST_SHOWN).filter(|more| *more > 0) {
            self.error(&format!("and {more} more: `--format json` has them all\n"));
        }
        let errors = outcome
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .count();
        let count = |count: usize, what: &str| {
            format!("{count} {what}{}", if count == 1 { "" } else { "s" })
        };
        let name = &source.own.name;
        match (errors, all - errors) {
            (0, 0) => {}
            (0, warnings) => self.error(&format!("{name}: {}", count(warnings, "warning"))),
            (errors, 0) => self.error(&format!("{name}: {}", count(errors, "error"))),
            (errors, warnings) => self.error(&format!(
                "{name}: {}, {}",
                count(errors, "error"),
                count(warnings, "warning")
            )),
        }
    }

    /// Prints what programs are to read: nothing comes after it.
    pub(super) fn close(mut self) {
        self.summarise();
        let Self {
            streams,
            format,
            report,
            ..
        } = self;
        let (stream, text) = match format {
            None if streams.annotated => (streams.messages, github::annotations(&report, &root())),
            None | Some(Format::Human) => return,
            Some(Format::Json) => (streams.results, json::document(&report)),
            Some(Format::Github) => (streams.results, github::annotations(&report, &root())),
            Some(Format::Sarif) => (streams.results, sarif::document(&report, &root())),
        };
        let _ = stream.write_all(text.as_bytes());
    }

    /// Adds what is wrong with files to the summary of the step, where there is one. Whether that succeeds changes nothing of what
    /// was found.
    fn summarise(&mut self) {
        let Some(file) = &self.streams.summary else {
            return;
        };
        let text = summary::summary(&self.report);
        if text.is_empty() {
            return;
        }
        if let Err(error) = disk::append(file, &text) {
            self.error(&format!("warning: {error}"));
        }
    }
}

/// The root of the repository: what GitHub says, or the nearest folder from here up that git knows, or this folder.
fn root() -> Root {
    let here = disk::real(&env::current_dir().unwrap_or_default());
    let said = env::var_os("GITHUB_WORKSPACE").map(|folder| disk::real(&PathBuf::from(folder)));
    let is_in = |root: &PathBuf| here.starts_with(root);
    let git = || {
        let mut folders = here.ancestors();
        folders.find(|folder| disk::is_there(&folder.join(".git")))
    };
    let root = said
        .filter(is_in)
        .or_else(|| git().map(PathBuf::from))
        .unwrap_or_else(|| here.clone());
    Root::new(root, here)
}
