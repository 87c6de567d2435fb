//! The only place that prints: results on standard output, messages on standard error.
#![expect(
    clippy::disallowed_methods,
    reason = "nothing else reads or writes them"
)]

use std::{
    collections::HashSet,
    env,
    io::{self, IsTerminal},
    path::PathBuf,
};

use super::{Colour, ExitStatus, Format, environment, progress::Progress, stream::Stream};
use crate::{
    compile::Outcome,
    disk,
    lang::terminal,
    report::{
        OutputOptions, Report, Root, SpecOutput, github, json,
        output::{Audience, Message},
        sarif, summary,
    },
    source::Source,
};

/// Where a command prints.
pub(super) struct Output<'a> {
    streams: Streams<'a>,
    options: OutputOptions,
    format: Option<Format>,
    report: Report,
    progress: Progress,
    /// The shared messages that were printed.
    printed: HashSet<String>,
}

/// What is printed on.
pub(super) struct Streams<'a> {
    /// What was asked for.
    pub(super) results: Stream<'a>,
    /// All else.
    pub(super) messages: Stream<'a>,
    /// Whether somebody watches the messages as they come: at a terminal.
    pub(super) watched: bool,
    /// Whether a person sits at the terminal, who can be asked.
    pub(super) interactive: bool,
    /// Whether somebody reads annotations in the messages: GitHub does.
    pub(super) annotated: bool,
    /// The file that a summary in Markdown goes behind, if somebody reads it: GitHub shows it on the output of the run.
    pub(super) summary: Option<PathBuf>,
}

impl Streams<'_> {
    /// Prints the help, the version or the usage error, and returns the exit status.
    pub(super) fn usage(mut self, usage: &clap::Error) -> ExitStatus {
        let text = usage.render();
        let is_error = usage.use_stderr();
        let is_terminal = self.watched && (is_error || io::stdout().is_terminal());
        let plain = text.to_string();
        // What the user typed can have escape sequences, which would stand among those of the colours.
        let is_ours = usage
            .context()
            .all(|(_, value)| !value.to_string().contains('\x1b'));
        let text = if is_terminal && environment::is_colour_wanted() && is_ours {
            terminal::styled(&text.ansi().to_string())
        } else {
            terminal::text(&plain)
        };
        if is_error {
            self.messages.print(&text);
            self.close(ExitStatus::Failed)
        } else {
            self.results.print(&text);
            self.close(ExitStatus::Clean)
        }
    }

    /// The exit status of a command whose result is `status`: a failed write overrides it.
    fn close(mut self, status: ExitStatus) -> ExitStatus {
        if let Some(error) = self.results.failure() {
            let text = format!("error: cannot write to standard output: {error}\n");
            self.messages.print(&terminal::text(&text));
            return ExitStatus::Failed;
        }
        match self.messages.failure() {
            Some(_) => ExitStatus::Failed,
            None => status,
        }
    }
}

impl<'a> Output<'a> {
    /// Prints to `streams`: in colour when `colour` says so, only what is wrong if `quiet`, and what is found in `format`.
    pub(super) fn new(
        colour: Colour,
        quiet: bool,
        format: Option<Format>,
        streams: Streams<'a>,
    ) -> Self {
        let colour = match colour {
            Colour::Auto => environment::is_colour_wanted() && environment::is_watched(),
            Colour::Always => true,
            Colour::Never => false,
        };
        let options = OutputOptions {
            colour,
            quiet,
            audience: match format {
                Some(Format::Json | Format::Github | Format::Sarif) => Audience::Program,
                None | Some(Format::Human) if streams.annotated || streams.summary.is_some() => {
                    Audience::Both
                }
                None | Some(Format::Human) => Audience::Person,
            },
        };
        let mut streams = streams;
        if streams.annotated && format.is_none() {
            streams.messages.guard();
        }
        let progress = Progress::new(streams.watched && options.audience.has_person() && !quiet);
        Self {
            streams,
            options,
            format,
            report: Report::default(),
            progress,
            printed: HashSet::new(),
        }
    }

    /// How a command prints.
    pub(super) fn options(&self) -> OutputOptions {
        self.options
    }

    /// Whether a person can be asked.
    pub(super) fn is_interactive(&self) -> bool {
        self.streams.interactive && self.options.audience.has_person()
    }

    /// Prints `output`; [`Self::close`] prints its report for programs.
    pub(super) fn print(&mut self, output: SpecOutput) {
        if !output.messages.is_empty() {
            self.progress.clear(&mut self.streams.messages);
        }
        let Streams {
            results, messages, ..
        } = &mut self.streams;
        for message in &output.messages {
            match message {
                Message::Data(data) => results.data(data),
                Message::Result(text) => results.print(text),
                Message::Note(text) => messages.print(text),
                Message::Shared(text) => {
                    if self.printed.insert(text.as_str().to_owned()) {
                        messages.print(text);
                    }
                }
            }
        }
        self.report.add(output.report);
    }

    /// Shows that `done` of `all` specs are done, to who watches.
    pub(super) fn progress(&mut self, done: usize, all: usize) {
        self.progress.show(done, all, &mut self.streams.messages);
    }

    /// What was asked for, in words; programs get it when all is done.
    pub(super) fn result(&mut self, text: &str) {
        self.tell(|output| output.result(text));
    }

    /// Prints requested output unchanged: a file, or text for a program.
    pub(super) fn data(&mut self, data: &str) {
        self.tell(|output| output.data(data));
    }

    /// What was done.
    pub(super) fn note(&mut self, text: &str) {
        self.tell(|output| output.note(text));
    }

    /// What is wrong.
    pub(super) fn error(&mut self, text: &str) {
        self.tell(|output| output.error(text));
    }

    /// What keeps the command from doing what it should.
    pub(super) fn failure(&mut self, text: &str) {
        self.tell(|output| output.failure(text));
    }

    /// All that is wrong with `source`, and with what was made of it, which is a fault of tvgen's own.
    pub(super) fn outcome(&mut self, source: &Source, outcome: &Outcome) {
        self.tell(|output| output.outcome(source, outcome));
    }

    /// Prints what `tell` adds to an output of its own.
    pub(super) fn tell(&mut self, tell: impl FnOnce(&mut SpecOutput)) {
        let mut output = SpecOutput::new(self.options);
        tell(&mut output);
        self.print(output);
    }

    /// Prints the report for programs as the last output. Returns `status`, unless a write failed.
    pub(super) fn close(mut self, status: ExitStatus) -> ExitStatus {
        self.summarise();
        let Self {
            mut streams,
            format,
            report,
            ..
        } = self;
        let annotations = || github::annotations(&report, &root());
        match format {
            None if streams.annotated => streams.messages.commands(&annotations()),
            None | Some(Format::Human) => {}
            Some(Format::Json) => streams.results.data(&json::document(&report)),
            Some(Format::Github) => streams.results.commands(&annotations()),
            Some(Format::Sarif) => streams.results.data(&sarif::document(&report, &root())),
        }
        streams.close(status)
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
