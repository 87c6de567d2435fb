//! The output of one spec: collected while the spec is processed, printed when its turn comes.

use super::{
    LocatedFinding, MAX_SHOWN, Report,
    absorb::AbsorbReport,
    describe_json_limit,
    diff::format_diff,
    fleet,
    fleet::ChangedSpec,
    internal_error::describe_differences,
    located::locate_findings,
    message::format_message,
    status::{SpecStatus, StatusKind, count_findings},
    terminal,
};
use crate::{
    compile::Outcome,
    finding::{Finding, Location, Severity},
    fleet::{Conflict, conflict::Claim},
    lang::{
        Text,
        line::escape_line,
        terminal::{Terminal, end_line, text as escape, wrap},
    },
    source::{Source, Span},
    workspace::FileDrift,
};

/// How a command prints.
#[derive(Clone, Copy, Debug)]
pub struct OutputOptions {
    /// The widths to wrap text at.
    pub widths: Widths,
    /// Whether only problems are printed.
    pub quiet: bool,
    /// The readers of the output.
    pub audience: Audience,
}

/// The widths of the terminals that text goes to; `None` if it goes elsewhere and is not wrapped.
#[derive(Clone, Copy, Debug, Default)]
pub struct Widths {
    /// The width of results.
    pub results: Option<usize>,
    /// The width of messages.
    pub messages: Option<usize>,
}

/// The readers of what a command prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// A person.
    Person,
    /// A person, and a program that reads annotations or a summary.
    Both,
    /// A program.
    Program,
}

impl Audience {
    /// Whether a person reads the results.
    #[must_use]
    pub fn has_person(self) -> bool {
        self != Self::Program
    }

    /// Whether a program reads findings and files.
    #[must_use]
    pub fn has_program(self) -> bool {
        self != Self::Person
    }
}

/// The output of one spec.
pub struct SpecOutput {
    options: OutputOptions,
    /// The messages for a person, in order.
    pub messages: Vec<Message>,
    /// The report for a program.
    pub report: Report,
}

/// A message for a person.
pub enum Message {
    /// A result.
    Result(Text<Terminal>),
    /// Requested output that is printed unchanged: a file, or text for a program.
    Data(String),
    /// An error, a warning or a note.
    Diagnostic(Text<Terminal>),
    /// A problem in a base spec, which is printed once for all the specs that extend it.
    SharedDiagnostic(Text<Terminal>),
}

impl SpecOutput {
    /// An empty output.
    #[must_use]
    pub fn new(options: OutputOptions) -> Self {
        Self {
            options,
            messages: Vec::new(),
            report: Report::default(),
        }
    }

    /// The width to wrap results at.
    #[must_use]
    pub fn width(&self) -> Option<usize> {
        self.options.widths.results
    }

    /// Adds a result, escaped and not wrapped.
    pub fn result(&mut self, text: &str) {
        self.text(&escape(text));
    }

    /// Adds a result that is already styled and wrapped.
    pub fn text(&mut self, text: &Text<Terminal>) {
        if self.options.audience.has_person() && !text.as_str().is_empty() {
            self.messages.push(Message::Result(text.clone()));
        }
    }

    /// Adds the unified diff `diff` of one file, even in quiet mode: the diff is a problem, or the user asked for it.
    pub fn diff(&mut self, diff: &str) {
        self.text(&format_diff(diff));
    }

    /// Adds the unified diff `diff` of a file that changes. In quiet mode it is omitted, except in a dry run.
    pub fn changed_file(&mut self, diff: &str, is_dry_run: bool) {
        if is_dry_run || !self.options.quiet {
            self.diff(diff);
        }
    }

    /// Adds requested output that is printed unchanged: a file, or text for a program.
    pub fn data(&mut self, data: &str) {
        if self.options.audience.has_person() {
            self.messages.push(Message::Data(data.to_owned()));
        }
    }

    /// Adds a result that is not a problem.
    pub fn note(&mut self, text: &str) {
        self.styled_note(&escape(text));
    }

    /// Adds an already styled result that is not a problem.
    pub fn styled_note(&mut self, text: &Text<Terminal>) {
        if !self.options.quiet {
            self.text(&end_line(&wrap(text, self.width())));
        }
    }

    /// Inserts the status of the spec `name` before all other messages. In quiet mode, a spec without problems and messages
    /// has no status.
    pub fn insert_status(&mut self, name: &str, status: &SpecStatus) {
        let is_shown = !self.options.quiet || !status.kind.is_clean() || !self.messages.is_empty();
        if self.options.audience.has_person() && is_shown {
            let line = end_line(&status.format(name, self.width()));
            self.messages.insert(0, Message::Result(line));
        }
    }

    /// Adds an error, a warning or a note.
    pub fn error(&mut self, text: &str) {
        let text = format_message(text, self.options.widths.messages);
        self.messages.push(Message::Diagnostic(text));
    }

    /// Adds an error that prevents the command from finishing.
    pub fn failure(&mut self, text: &str) {
        self.error(&format!("error: {text}"));
        self.report.failures.push(text.to_owned());
    }

    /// Adds an error that prevents the command from processing this spec, and returns the status of the spec.
    pub fn failed_spec(&mut self, text: &str) -> SpecStatus {
        self.failure(text);
        StatusKind::Failed.into()
    }

    /// Adds `drift` to the report, if a program reads it.
    pub fn record_drift(&mut self, drift: impl FnOnce() -> FileDrift) {
        if self.options.audience.has_program() {
            self.report.drifts.push(drift());
        }
    }

    /// Adds the action that was taken on the file of `drift`.
    pub fn note_done(&mut self, drift: &FileDrift) {
        if let Some(action) = drift.action {
            self.styled_note(&action.format(&drift.path));
        }
    }

    /// Records the absorbed hand edits in the report, if only a program reads the output.
    pub fn record_absorbed(&mut self, absorbed: AbsorbReport) {
        if !self.options.audience.has_person() {
            self.report.absorbed.push(absorbed);
        }
    }

    /// Adds a spec that `fleet set` changed.
    pub fn report_changed(&mut self, changed: ChangedSpec, is_dry_run: bool) {
        if is_dry_run || !self.options.quiet {
            self.diff(&changed.diff);
            self.text(&fleet::format_changes(&changed, self.width()));
        }
        if !self.options.audience.has_person() {
            self.report.changed.push(changed);
        }
    }

    /// Adds a conflict of two services.
    pub fn report_conflict(&mut self, conflict: &Conflict) {
        let Claim {
            resource,
            file,
            start,
            end,
            ..
        } = &conflict.claim;
        let (message, help) = (conflict.message(), conflict.help());
        let (line, column) = start;
        if self.options.audience.has_person() {
            self.error(&format!(
                "error: {}:{line}:{column}: {}\nhelp: {help}",
                escape_line(file),
                escape_line(&message)
            ));
        }
        if self.options.audience.has_program() {
            let location = Location::Bytes(Span::default());
            let name = resource.conflict_name();
            let mut finding = Finding::new("fleet", name, Severity::Error, location, message);
            finding.help(help);
            self.report.findings.push(LocatedFinding {
                finding,
                file: file.clone(),
                start: *start,
                end: *end,
            });
        }
    }

    /// Adds the findings of `outcome`, which `source` compiles to, and its internal errors.
    pub fn report_outcome(&mut self, source: &Source, outcome: &Outcome) {
        if self.options.audience.has_person() {
            self.report_findings(source, outcome);
        }
        if self.options.audience.has_program() {
            let located = locate_findings(source, &outcome.findings);
            self.report.findings.extend(located);
            self.report.omitted += outcome.omitted();
        }
        if !outcome.differences.is_empty() {
            let text = describe_differences(&source.own.name, &outcome.differences);
            self.error(&text);
            self.report.failures.push(text);
        }
    }

    /// Adds the findings of `outcome` as messages, and their number.
    fn report_findings(&mut self, source: &Source, outcome: &Outcome) {
        let width = self.options.widths.messages;
        for finding in outcome.findings.iter().take(MAX_SHOWN) {
            let text = end_line(&terminal::render_finding(source, finding, width));
            let is_own = finding.location.span(source).file == 0;
            self.messages.push(if is_own {
                Message::Diagnostic(text)
            } else {
                Message::SharedDiagnostic(text)
            });
        }
        let all = outcome.findings.len() + outcome.omitted();
        if let Some(more) = all.checked_sub(MAX_SHOWN).filter(|more| *more > 0) {
            let listed = describe_json_limit(outcome.omitted());
            self.error(&format!("and {more} more: {listed}\n"));
        }
        if let Some(counted) = count_findings(outcome) {
            self.error(&format!("{}: {counted}", escape_line(&source.own.name)));
        }
    }
}
