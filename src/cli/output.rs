//! Prints all output: results to standard output, messages to standard error.
#![expect(
    clippy::disallowed_methods,
    reason = "no other module reads the current folder or `GITHUB_WORKSPACE`"
)]

use std::{collections::HashSet, env, path::PathBuf};

use super::{
    Colour, ExitStatus, Format, environment,
    progress::Progress,
    stream::{Reader, Stream},
};
use crate::{
    compile::Outcome,
    disk,
    lang::{
        Text,
        terminal::{self, Terminal},
    },
    report::{
        OutputOptions, Report, Root, SpecOutput, Widths, github, json,
        output::{Audience, Message},
        sarif, step_summary,
    },
    source::Source,
};

/// The output of a command.
pub(super) struct Output<'a> {
    streams: Streams<'a>,
    options: OutputOptions,
    format: Option<Format>,
    report: Report,
    progress: Progress,
    /// The shared messages printed so far.
    printed: HashSet<String>,
}

/// The streams that a command prints to.
pub(super) struct Streams<'a> {
    /// Requested output.
    pub(super) results: Stream<'a>,
    /// Messages about the run.
    pub(super) messages: Stream<'a>,
    /// Whether messages go to a terminal.
    pub(super) is_terminal: bool,
    /// Whether a user can answer prompts.
    pub(super) is_interactive: bool,
    /// Whether GitHub Actions reads annotations from the messages.
    pub(super) is_github_actions: bool,
    /// The file that GitHub Actions shows as the summary of the step.
    pub(super) step_summary_path: Option<PathBuf>,
    /// The widths of the terminals that the streams go to.
    pub(super) widths: Widths,
}

impl Streams<'_> {
    /// Turns colours on or off, depending on `colour`.
    fn set_colour(&mut self, colour: Colour) {
        for stream in [&mut self.results, &mut self.messages] {
            let has_colour = match colour {
                Colour::Auto => {
                    stream.reader() == Reader::Person && environment::is_colour_allowed()
                }
                Colour::Always => true,
                Colour::Never => false,
            };
            stream.set_colour(has_colour);
        }
    }

    /// Prints the help, the version or the usage error, with colours depending on `colour`. Returns the exit status.
    pub(super) fn print_usage(mut self, usage: &clap::Error, colour: Colour) -> ExitStatus {
        self.set_colour(colour);
        let text = usage.render();
        // Quoted arguments can contain escape sequences.
        let is_safe = usage
            .context()
            .all(|(_, value)| !value.to_string().contains('\x1b'));
        let text = if is_safe {
            terminal::styled(&text.ansi().to_string())
        } else {
            terminal::text(&text.to_string())
        };
        if usage.use_stderr() {
            let text = terminal::wrap(&text, self.widths.messages);
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
    /// Creates an output to `streams` that prints the report in `format` and, if `quiet`, only problems.
    pub(super) fn new(
        colour: Colour,
        quiet: bool,
        format: Option<Format>,
        streams: Streams<'a>,
    ) -> Self {
        let options = OutputOptions {
            widths: streams.widths,
            quiet,
            audience: match format {
                Some(Format::Json | Format::Github | Format::Sarif) => Audience::Program,
                None | Some(Format::Human)
                    if streams.is_github_actions || streams.step_summary_path.is_some() =>
                {
                    Audience::Both
                }
                None | Some(Format::Human) => Audience::Person,
            },
        };
        let mut streams = streams;
        streams.set_colour(colour);
        if streams.is_github_actions && format.is_none() {
            streams.messages.guard();
        }
        let progress =
            Progress::new(streams.is_terminal && options.audience.has_person() && !quiet);
        Self {
            streams,
            options,
            format,
            report: Report::default(),
            progress,
            printed: HashSet::new(),
        }
    }

    /// The options for the output of each spec.
    pub(super) fn options(&self) -> OutputOptions {
        self.options
    }

    /// Whether a user can answer prompts.
    pub(super) fn is_interactive(&self) -> bool {
        self.streams.is_interactive && self.options.audience.has_person()
    }

    /// Prints the messages of `output`; [`Self::close`] prints its report.
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
                Message::Diagnostic(text) => messages.print(text),
                Message::SharedDiagnostic(text) => {
                    if self.printed.insert(text.as_str().to_owned()) {
                        messages.print(text);
                    }
                }
            }
        }
        self.report.add(output.report);
    }

    /// Shows progress at a terminal: `done` of `all` specs.
    pub(super) fn show_progress(&mut self, done: usize, all: usize) {
        self.progress.show(done, all, &mut self.streams.messages);
    }

    /// Prints requested text, unless the output is for a program.
    pub(super) fn result(&mut self, text: &str) {
        self.print_with(|output| output.result(text));
    }

    /// The width to wrap results at.
    pub(super) fn width(&self) -> Option<usize> {
        self.options.widths.results
    }

    /// Prints requested text that is already styled and wrapped.
    pub(super) fn text(&mut self, text: &Text<Terminal>) {
        self.print_with(|output| output.text(text));
    }

    /// Prints requested output unchanged: a file, or text for a program.
    pub(super) fn data(&mut self, data: &str) {
        self.print_with(|output| output.data(data));
    }

    /// Prints what was done, unless `--quiet` is set.
    pub(super) fn note(&mut self, text: &str) {
        self.print_with(|output| output.note(text));
    }

    /// Prints styled text, unless `--quiet` is set.
    pub(super) fn styled_note(&mut self, text: &Text<Terminal>) {
        self.print_with(|output| output.styled_note(text));
    }

    /// Prints a problem.
    pub(super) fn error(&mut self, text: &str) {
        self.print_with(|output| output.error(text));
    }

    /// Prints and reports an error that prevents the command from running.
    pub(super) fn failure(&mut self, text: &str) {
        self.print_with(|output| output.failure(text));
    }

    /// Prints and reports the findings in `source`, and differences between plan and outputs, which are bugs of tvgen.
    pub(super) fn outcome(&mut self, source: &Source, outcome: &Outcome) {
        self.print_with(|output| output.report_outcome(source, outcome));
    }

    /// Prints what `fill` adds to a new output.
    pub(super) fn print_with(&mut self, fill: impl FnOnce(&mut SpecOutput)) {
        let mut output = SpecOutput::new(self.options);
        fill(&mut output);
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
        let annotations = || github::render_annotations(&report, &root());
        match format {
            None if streams.is_github_actions => streams.messages.commands(&annotations()),
            None | Some(Format::Human) => {}
            Some(Format::Json) => streams.results.data(&json::render_document(&report)),
            Some(Format::Github) => streams.results.commands(&annotations()),
            Some(Format::Sarif) => streams
                .results
                .data(&sarif::render_document(&report, &root())),
        }
        streams.close(status)
    }

    /// Appends the report to the summary of the GitHub Actions step, if the command runs in one. A failed write is only a
    /// warning.
    fn summarise(&mut self) {
        let Some(file) = &self.streams.step_summary_path else {
            return;
        };
        let text = step_summary::render_summary(&self.report);
        if text.is_empty() {
            return;
        }
        if let Err(error) = disk::append(file, &text) {
            self.error(&format!("warning: {error}"));
        }
    }
}

/// The root of the repository: `GITHUB_WORKSPACE`, the nearest parent folder with a `.git`, or the current folder.
fn root() -> Root {
    let here = disk::canonicalize(&env::current_dir().unwrap_or_default());
    let workspace =
        env::var_os("GITHUB_WORKSPACE").map(|folder| disk::canonicalize(&PathBuf::from(folder)));
    let is_in = |root: &PathBuf| here.starts_with(root);
    let git = || {
        let mut folders = here.ancestors();
        folders.find(|folder| disk::exists(&folder.join(".git")))
    };
    let root = workspace
        .filter(is_in)
        .or_else(|| git().map(PathBuf::from))
        .unwrap_or_else(|| here.clone());
    Root::new(root, here)
}
