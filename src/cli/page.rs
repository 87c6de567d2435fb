//! What is to be told of one spec, in turn: written by whoever looks at the spec, printed when its turn has come.

use super::{Ending, Format};
use crate::{
    compile::Outcome,
    finding::{Finding, Severity, Spot},
    fleet::Clash,
    lang::{
        Text,
        line::plain,
        terminal::{Terminal, end_line, text as escape},
    },
    report::{
        Drift, Located, MOST_SHOWN, Report, absorb::Absorbed, fleet, fleet::Changed, internal,
        listed_by_json, located::locate, terminal,
    },
    source::{Source, Span},
};

/// How things are told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// Whether in colour.
    pub(super) colour: bool,
    /// Whether only what is wrong.
    pub(super) quiet: bool,
    /// In which form, if that was said.
    pub(super) format: Option<Format>,
    /// Whether somebody reads annotations, or a summary, beside words.
    pub(super) annotated: bool,
}

/// What is to be told, in turn.
pub(super) struct Page {
    manner: Manner,
    /// The words.
    pub(super) said: Vec<Said>,
    /// What there is for programs, as far as one reads it.
    pub(super) report: Report,
}

/// Something that is told in words.
pub(super) enum Said {
    /// What was asked for.
    Result(Text<Terminal>),
    /// Requested output that is printed unchanged: a file, or text for a program.
    Data(String),
    /// All else.
    Message(Text<Terminal>),
    /// What is wrong with a file that several specs build on: once is enough.
    Shared(Text<Terminal>),
}

impl Manner {
    /// Whether a person reads the results, and no program.
    pub(super) fn is_human(self) -> bool {
        match self.format {
            None | Some(Format::Human) => true,
            Some(Format::Json | Format::Github | Format::Sarif) => false,
        }
    }
}

impl Page {
    /// An empty one.
    pub(super) fn new(manner: Manner) -> Self {
        Self {
            manner,
            said: Vec::new(),
            report: Report::default(),
        }
    }

    /// What was asked for, in words.
    pub(super) fn result(&mut self, text: &str) {
        if self.manner.is_human() && !text.is_empty() {
            self.said.push(Said::Result(escape(text)));
        }
    }

    /// Adds requested output that is printed unchanged: a file, or text for a program.
    pub(super) fn data(&mut self, data: &str) {
        if self.manner.is_human() {
            self.said.push(Said::Data(data.to_owned()));
        }
    }

    /// What was done.
    pub(super) fn note(&mut self, text: &str) {
        if !self.manner.quiet {
            self.result(&format!("{text}\n"));
        }
    }

    /// One line above all else, about something that ended as `ending` says.
    pub(super) fn head(&mut self, line: &str, ending: Ending) {
        if self.manner.is_human() && !(self.manner.quiet && ending == Ending::Clean) {
            self.said
                .insert(0, Said::Result(escape(&format!("{line}\n"))));
        }
    }

    /// What is wrong.
    pub(super) fn error(&mut self, text: &str) {
        self.said.push(Said::Message(escape(&format!("{text}\n"))));
    }

    /// What keeps the command from doing what it should.
    pub(super) fn failure(&mut self, text: &str) {
        self.error(&format!("error: {text}"));
        self.report.failures.push(text.to_owned());
    }

    /// How a file differs, or that it does not: `drift` says so if somebody wants to know.
    pub(super) fn drift(&mut self, drift: impl FnOnce() -> Drift) {
        if !self.manner.is_human() || self.manner.annotated {
            self.report.drifts.push(drift());
        }
    }

    /// What was taken back into a spec.
    pub(super) fn absorbed(&mut self, absorbed: Absorbed) {
        if !self.manner.is_human() {
            self.report.absorbed.push(absorbed);
        }
    }

    /// What was changed in a spec on command.
    pub(super) fn changed(&mut self, changed: Changed) {
        self.result(&changed.diff);
        self.result(&fleet::changes(&changed));
        if !self.manner.is_human() {
            self.report.changed.push(changed);
        }
    }

    /// A thing that two services have for their own.
    pub(super) fn clash(&mut self, clash: &Clash) {
        let (owned, message, help) = (&clash.owned, clash.message(), clash.help());
        let (line, column) = owned.start;
        if self.manner.is_human() {
            self.error(&format!(
                "error: {}:{line}:{column}: {}\n{help}",
                plain(&owned.file),
                plain(&message)
            ));
        }
        if !self.manner.is_human() || self.manner.annotated {
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
    pub(super) fn outcome(&mut self, source: &Source, outcome: &Outcome) {
        if self.manner.is_human() {
            self.findings(source, outcome);
        }
        if !self.manner.is_human() || self.manner.annotated {
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
            let text = terminal::finding(source, finding, self.manner.colour);
            self.said.push(if finding.at.span(source).file == 0 {
                Said::Message(end_line(&text))
            } else {
                Said::Shared(end_line(&text))
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

/// How many errors and warnings `outcome` has, in words; none where there are none.
pub(super) fn counted(outcome: &Outcome) -> Option<String> {
    let errors = outcome
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .count();
    let warnings = outcome.findings.len() - errors + outcome.omitted_warnings;
    let errors = errors + outcome.omitted_errors;
    match (errors, warnings) {
        (0, 0) => None,
        (0, warnings) => Some(count(warnings, "warning")),
        (errors, 0) => Some(count(errors, "error")),
        (errors, warnings) => Some(format!(
            "{}, {}",
            count(errors, "error"),
            count(warnings, "warning")
        )),
    }
}

/// `number` of what is called `what`.
pub(super) fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
