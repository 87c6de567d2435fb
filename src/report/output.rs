//! What is to be told of one spec, in turn: written by whoever looks at the spec, printed when its turn has come.

use super::{
    Located, MOST_SHOWN, Report,
    absorb::Absorbed,
    fleet,
    fleet::Changed,
    internal, listed_by_json,
    located::locate,
    status::{SpecStatus, StatusKind, counted},
    terminal,
};
use crate::{
    compile::Outcome,
    finding::{Finding, Severity, Spot},
    fleet::Clash,
    lang::{
        Text,
        line::plain,
        terminal::{Terminal, end_line, text as escape},
    },
    source::{Source, Span},
    workspace::Drift,
};

/// How things are told.
#[derive(Clone, Copy, Debug)]
pub struct OutputOptions {
    /// Whether in colour.
    pub colour: bool,
    /// Whether only what is wrong.
    pub quiet: bool,
    /// Who reads it.
    pub audience: Audience,
}

/// Who reads what a command prints.
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

/// What is to be told, in turn.
pub struct SpecOutput {
    options: OutputOptions,
    /// The words.
    pub messages: Vec<Message>,
    /// What there is for programs, as far as one reads it.
    pub report: Report,
}

/// Something that is told in words.
pub enum Message {
    /// What was asked for.
    Result(Text<Terminal>),
    /// Requested output that is printed unchanged: a file, or text for a program.
    Data(String),
    /// All else.
    Note(Text<Terminal>),
    /// What is wrong with a file that several specs build on: once is enough.
    Shared(Text<Terminal>),
}

impl SpecOutput {
    /// An empty one.
    #[must_use]
    pub fn new(options: OutputOptions) -> Self {
        Self {
            options,
            messages: Vec::new(),
            report: Report::default(),
        }
    }

    /// What was asked for, in words.
    pub fn result(&mut self, text: &str) {
        if self.options.audience.has_person() && !text.is_empty() {
            self.messages.push(Message::Result(escape(text)));
        }
    }

    /// Adds requested output that is printed unchanged: a file, or text for a program.
    pub fn data(&mut self, data: &str) {
        if self.options.audience.has_person() {
            self.messages.push(Message::Data(data.to_owned()));
        }
    }

    /// What was done.
    pub fn note(&mut self, text: &str) {
        if !self.options.quiet {
            self.result(&format!("{text}\n"));
        }
    }

    /// Adds the line of the spec `name` above all else.
    pub fn head(&mut self, name: &str, status: &SpecStatus) {
        if self.options.audience.has_person() && !(self.options.quiet && status.kind.is_clean()) {
            let line = escape(&format!("{}\n", status.line(name)));
            self.messages.insert(0, Message::Result(line));
        }
    }

    /// What is wrong.
    pub fn error(&mut self, text: &str) {
        self.messages
            .push(Message::Note(escape(&format!("{text}\n"))));
    }

    /// What keeps the command from doing what it should.
    pub fn failure(&mut self, text: &str) {
        self.error(&format!("error: {text}"));
        self.report.failures.push(text.to_owned());
    }

    /// What keeps the command from processing this spec.
    pub fn fail(&mut self, text: &str) -> SpecStatus {
        self.failure(text);
        StatusKind::Failed.into()
    }

    /// How a file differs, or that it does not: `drift` says so if somebody wants to know.
    pub fn drift(&mut self, drift: impl FnOnce() -> Drift) {
        if self.options.audience.has_program() {
            self.report.drifts.push(drift());
        }
    }

    /// What was done with the file of `drift`.
    pub fn done(&mut self, drift: &Drift) {
        if let Some(done) = drift.done {
            self.note(&format!("{:>9}  {}", done.name(), drift.path));
        }
    }

    /// What was taken back into a spec.
    pub fn absorbed(&mut self, absorbed: Absorbed) {
        if !self.options.audience.has_person() {
            self.report.absorbed.push(absorbed);
        }
    }

    /// What was changed in a spec on command.
    pub fn changed(&mut self, changed: Changed) {
        self.result(&changed.diff);
        self.result(&fleet::changes(&changed));
        if !self.options.audience.has_person() {
            self.report.changed.push(changed);
        }
    }

    /// A thing that two services have for their own.
    pub fn clash(&mut self, clash: &Clash) {
        let (owned, message, help) = (&clash.owned, clash.message(), clash.help());
        let (line, column) = owned.start;
        if self.options.audience.has_person() {
            self.error(&format!(
                "error: {}:{line}:{column}: {}\n{help}",
                plain(&owned.file),
                plain(&message)
            ));
        }
        if self.options.audience.has_program() {
            let at = Spot::Bytes(Span::default());
            let mut finding =
                Finding::new("fleet", owned.thing.fault(), Severity::Error, at, message);
            finding.help(help);
            self.report.findings.push(Located {
                finding,
                file: owned.file.clone(),
                start: owned.start,
                end: owned.end,
            });
        }
    }

    /// All that is wrong with `source`, and with what was made of it, which is a fault of tvgen's own.
    pub fn outcome(&mut self, source: &Source, outcome: &Outcome) {
        if self.options.audience.has_person() {
            self.findings(source, outcome);
        }
        if self.options.audience.has_program() {
            let located = locate(source, &outcome.findings);
            self.report.findings.extend(located);
            self.report.omitted += outcome.omitted();
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
            let text = terminal::finding(source, finding, self.options.colour);
            self.messages.push(if finding.at.span(source).file == 0 {
                Message::Note(end_line(&text))
            } else {
                Message::Shared(end_line(&text))
            });
        }
        let all = outcome.findings.len() + outcome.omitted();
        if let Some(more) = all.checked_sub(MOST_SHOWN).filter(|more| *more > 0) {
            let listed = listed_by_json(outcome.omitted());
            self.error(&format!("and {more} more: {listed}\n"));
        }
        if let Some(counted) = counted(outcome) {
            self.error(&format!("{}: {counted}", plain(&source.own.name)));
        }
    }
}
